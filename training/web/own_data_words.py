"""What each table keeps about somebody, in words for the person."""

from collections.abc import Mapping

from training.web.marking import N_

WORDS: Mapping[str, str] = {
    "person": N_("Uw naam, werkadres, rol en afdeling"),
    "learner": N_("Het kenmerk waaronder wij uw antwoorden bewaren"),
    "login_session": N_("Waar u bent ingelogd"),
    "password_reset": N_("Links om een wachtwoord te kiezen"),
    "unit_lead": N_("De afdelingen die u leidt"),
    "cohort_member": N_("De groepen waar u in zit"),
    "enrolment": N_("De cursussen die u doet of moet doen"),
    "unit_status": N_("Hoever u bent met elk onderdeel"),
    "exemption": N_("Vrijstellingen"),
    "extension": N_("Uitstel"),
    "manual_completion": N_("Wat met de hand als gedaan is vastgelegd"),
    "replaced_number": N_("Oude nummers van uw bewijzen"),
    "attempt": N_("De onderdelen die u begon"),
    "decision": N_("Uw keuzes in scenario's"),
    "response": N_("Uw antwoorden op vragen"),
    "respondent": N_("Het nummer waaronder uw antwoorden meetellen"),
    "answer": N_("Wat van uw antwoorden meetelt, zonder uw naam"),
    "participation": N_("Metingen waar u aan meedoet"),
    "review_state": N_("Wanneer een onderwerp bij u terugkomt"),
    "refresher_sitting": N_("Opfrissers die u kreeg"),
    "refresher_question": N_("Uw antwoorden in opfrissers"),
    "refresher_wish": N_("Hoe u opfrissers wilt"),
    "plan": N_("Uw plannen: als dit, dan dat"),
    "plan_answer": N_("Hoe het met uw plannen ging"),
    "stance": N_("Wat u zei dat moet, dat u zou doen en dat u mag"),
    "revisit": N_("Vernieuwde delen die u bekeek"),
    "remark": N_("Uw opmerkingen bij teksten"),
    "mail": N_("Mails die u kreeg"),
    "reminder": N_("Herinneringen die u kreeg"),
    "audit_event": N_("Wat over u in het logboek staat"),
    "own_act": N_("Wat u zelf deed, in het logboek"),
    "report_schedule": N_("Overzichten die u per mail krijgt"),
    "report_file": N_("Overzichten die u liet maken"),
    "signal": N_("Wat u zelf meldde, als collega"),
    "draft_copy": N_("Teksten die u schreef terwijl een ander ze bewaarde"),
}
