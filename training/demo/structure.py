"""What the parts of a municipality are called, and who works there."""

from dataclasses import dataclass, field

DIRECTORATES: dict[str, dict[str, tuple[str, ...]]] = {
    "Dienstverlening": {
        "Publiekszaken": ("Balie en Telefoon", "Burgerzaken", "Webcare en Post", "Vergunningen"),
        "Belastingen": ("Heffen", "Innen", "Bezwaar en Beroep", "Waardering"),
        "Klant en Kanaal": ("Klantcontactcentrum", "Digitale Balie", "Communicatie", "Meldingen"),
    },
    "Bedrijfsvoering": {
        "Mens en Informatie": (
            "Personeel en Organisatie",
            "Opleiding en Ontwikkeling",
            "Informatievoorziening",
            "Facilitaire Zaken",
        ),
        "Financiën": ("Administratie", "Planning en Control", "Inkoop", "Subsidies"),
        "Juridische Zaken": ("Rechtsbescherming", "Privacy", "Archief", "Aanbesteding"),
    },
    "Sociaal Domein": {
        "Wijkteams": ("Wijkteam Noord", "Wijkteam Oost", "Wijkteam Zuid", "Wijkteam West"),
        "Jeugd en Onderwijs": ("Jeugdhulp", "Leerplicht", "Onderwijshuisvesting", "Jongerenwerk"),
        "Werk en Inkomen": ("Inkomen", "Participatie", "Schuldhulp", "Werkgeversservice"),
    },
    "Ruimte": {
        "Vergunningen, Toezicht en Handhaving": (
            "Omgevingsvergunningen",
            "Bouwtoezicht",
            "Milieutoezicht",
            "Handhaving",
        ),
        "Ruimtelijke Ontwikkeling": ("Stedenbouw", "Mobiliteit", "Grondzaken", "Erfgoed"),
        "Wonen en Energie": ("Volkshuisvesting", "Energie", "Warmte", "Klimaat"),
    },
    "Stadsbeheer": {
        "Openbare Ruimte": ("Groen", "Wegen", "Riolering", "Speelplekken"),
        "Afval en Reiniging": ("Inzameling", "Milieustraat", "Straatreiniging", "Gladheid"),
        "Sport en Accommodaties": ("Zwembaden", "Sportvelden", "Buurthuizen", "Evenementen"),
    },
    "Veiligheid": {
        "Openbare Orde": ("Wijkboa's", "Jeugdboa's", "Parkeren", "Ondermijning"),
        "Crisisbeheersing": ("Rampenbestrijding", "Zorg en Veiligheid", "Bibob", "Cameratoezicht"),
    },
    "Economie en Cultuur": {
        "Ondernemen": ("Bedrijvenloket", "Markten", "Toerisme", "Binnenstad"),
        "Cultuur": ("Bibliotheek", "Musea", "Kunstsubsidies", "Stadsarchief"),
    },
}
"""Directorates with their departments, and those with their teams."""

PLACES = ("Centrum", "Noord", "Oost", "Zuid", "West", "Buiten", "Nieuwstad", "Havens")
"""What tells two units of the same work apart, in a body that is large enough to have them."""

FRACTIONS = ("Samen Lokaal", "Groen Verband", "Stad en Dorp", "Vooruit", "Ons Belang", "De Brug")

FUNCTIONS = {
    "Dienstverlening": ("Medewerker klantcontact", "Medewerker burgerzaken", "Consulent"),
    "Bedrijfsvoering": ("Adviseur", "Administratief medewerker", "Applicatiebeheerder"),
    "Sociaal Domein": ("Consulent", "Wijkcoach", "Beleidsadviseur"),
    "Ruimte": ("Vergunningverlener", "Toezichthouder", "Projectleider"),
    "Stadsbeheer": ("Medewerker buitendienst", "Opzichter", "Planner"),
    "Veiligheid": ("Boa", "Beleidsadviseur", "Coördinator"),
    "Economie en Cultuur": ("Accountmanager", "Beleidsadviseur", "Projectleider"),
}
LEADS = {
    "team": "Teamleider",
    "department": "Afdelingshoofd",
    "directorate": "Directeur",
    "service": "Algemeen directeur",
}


@dataclass(frozen=True, slots=True)
class Post:
    """A unit to be: where, what it is called, how many work in it and as what; the first leads."""

    code: str
    name: str
    layer: str
    level: str
    functions: tuple[str, ...]
    size: int
    parts: tuple["Post", ...] = ()
    people: int = field(init=False)
    """How many work here and in all parts."""

    def __post_init__(self) -> None:
        """Add up once: at each unit of a large body this is asked of all above it."""
        object.__setattr__(self, "people", self.size + sum(part.people for part in self.parts))
