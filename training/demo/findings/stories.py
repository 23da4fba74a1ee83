"""What citizens of the made-up municipality tell: what they wanted, and where it got stuck."""

STORIES: tuple[tuple[str, str, str, str], ...] = (
    ("een buurttuin maken op het lege veldje", "2.1", "green",
     "Drie afdelingen stuurden mij naar elkaar door. Niemand zei wie erover gaat."),
    ("een straatfeest houden met de hele straat", "3.1", "culture",
     "Ik kreeg een formulier van elf bladzijden. Vragen kon ik nergens stellen."),
    ("samen met buren zonnepanelen leggen op het buurthuis", "1.2", "energy",
     "Het antwoord was dat het niet mag. Waarom niet, stond er niet bij."),
    ("een kast neerzetten waar buren speelgoed ruilen", "1.1", "care",
     "De balie zei meteen nee. Er werd niet gevraagd wat wij precies wilden."),
    ("de sporthal openen voor ouderen in de ochtend", "2.2", "sport",
     "De een zei ja en de ander nee. Ik wist niet meer wie gelijk had."),
    ("vrijwilligers zoeken voor het eetcafé in de wijk", "1.3", "care",
     "Ik hoorde na mijn brief zeven weken niets."),
    ("een oude school gebruiken als werkplaats", "3.2", "housing",
     "Elke keer kwam er een voorwaarde bij die niemand eerder had genoemd."),
    ("bomen planten langs het schoolplein", "2.3", "green",
     "Mijn contactpersoon was weg en niemand nam het over."),
    ("een muur laten beschilderen door jongeren", "3.3", "culture",
     "Ik moest zelf uitzoeken welke regels er gelden."),
    ("een groep helpen met het leren van de taal", "1.1", "other",
     "Men zei dat er al zoiets is. Bij ons in de buurt is er niets."),
)  # fmt: skip
"""A goal, the card that fits, the subject area, and the story."""

PLAN = "Wij zoeken uit wie hierover beslist. U hoort dat van mij binnen twee weken."
OUTCOME = "U hebt nu één contactpersoon, en weet wat er wel kan. Helpt dit u verder?"
WHY_NO_LESSON = "Hierover is al een les."
