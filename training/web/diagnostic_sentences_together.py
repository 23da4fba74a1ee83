"""What the compiler can have to say of a text beside others: sounds, loans, names in its header."""

from collections.abc import Mapping

from training.web.marking import N_

TOGETHER: Mapping[str, str] = {
    "E51 alone": N_(
        "Geluid staat in een eigen alinea: alleen de link, met een lege regel ervoor en erna."
    ),
    "E51 folder": N_("Het geluid %(path)s staat niet in content/media. Zet het daar."),
    "E51 transcript": N_(
        "Bij dit geluid ontbreekt de uitgeschreven tekst. Zet er een citaat (>) onder met wat er "
        "gezegd wordt."
    ),
    "E55": N_(
        "Hier staan twee teksten onder elkaar. Kies er een en haal de regels met <<<<<<<, ======= "
        "en >>>>>>> weg."
    ),
    "E56": N_(
        "Er is geen scène “%(name)s”. Zet hier de naam van een scène met keuzes, zoals in een "
        "link: %(names)s."
    ),
    "E56 choices": N_(
        "In de scène “%(name)s” heeft niet elke keuze een niveau. Kies een scène waar dat wel "
        "zo is."
    ),
    "E52": N_(
        "De vraag “%(name)s” staat niet in %(path)s. Kijk in de vragenbank hoe zij daar heet."
    ),
    "E52 suggestion": N_(
        "De vraag “%(name)s” staat niet in %(path)s. Bedoelde u “%(suggestion)s”?"
    ),
    "E53": N_(
        "De vraag “%(name)s” is in %(path)s zelf geleend. Verwijs naar de quiz waar zij "
        "geschreven is."
    ),
    "E54 question": N_("Welke vraag van %(path)s bedoelt u? Zet achter .md een # en haar naam."),
    "E54 below": N_(
        "Deze vraag komt uit %(path)s. Haal weg wat eronder staat, of schrijf de vraag hier zelf."
    ),
    "E54 twice": N_("Deze vraag is hier al geleend (regel %(line)s). Haal een van de twee weg."),
    "E54 broken": N_(
        "In de vraag “%(name)s” van %(path)s staan nog fouten. Verbeter haar eerst daar."
    ),
    "E57 name": N_(
        "“%(text)s” lijkt de naam van iemand, en deze tekst komt uit een melding. Noem een rol of "
        "een verzonnen voornaam, zonder mevrouw of meneer."
    ),
    "E57": N_(
        "“%(text)s” is een nummer of adres, en deze tekst komt uit een melding. Haal het weg."
    ),
}
"""By code and variant."""
