"""The lesson that a trainer of the made-up municipality wrote after a signal, and its course."""
# ruff: noqa: E501 -- paragraphs as they stand in a file

TITLE, COURSE_TITLE = "Het verhalenpad", "Uit meldingen van inwoners"
COURSE_ID = "uit-meldingen-van-inwoners"
SCENARIO = """\
---
titel: Het verhalenpad
id: het-verhalenpad
taal: nl
duur: 4
rol: medewerker van de afdeling Cultuur
laag: ambtelijk
doelgroep: iedereen
bron: signaal ${label}
eigenaar: redactie
controleer-voor: 2027-11-01
---

# Het verhalenpad

Een inwoner wil bordjes met verhalen langs een wandelpad zetten. U werkt bij Cultuur.

## De vierde keer

Een man uit het dorp belt. Hij wil twaalf bordjes langs het pad bij de beek zetten, met verhalen van oude bewoners. Groen stuurde hem naar Verkeer, Verkeer naar Vergunningen, en die naar u. Over het pad gaat u niet. Over verhalen wel.

> "U bent de vierde. Weet u nu wél bij wie ik moet zijn?"

Wat zegt u?

- ["Over het pad gaat Groen. Ik geef u het nummer, dan zit u meteen goed."](#weer-bij-groen "afhoudend 2.1, +14 dagen")

  > **Begrijpelijk, want** Groen gaat echt over het pad, en u wilt hem niet ophouden. **Maar** daar begon hij. Hij vertelt het straks voor de vijfde keer.
  > **Uitnodigend klinkt zo:** "U hoeft niet meer te zoeken. Ik word uw vaste contact, en ik bel Groen zelf."

- ["Ik zoek het voor u uit. Belt u mij over twee weken even terug?"](#twee-weken-later "afwachtend 2.1, +14 dagen")

  > **Begrijpelijk, want** u wilt helpen, en uitzoeken kost tijd. **Maar** hij moet zelf terugbellen. Wie het druk heeft, doet dat niet, en dan stopt het plan.
  > **Uitnodigend klinkt zo:** "Ik zoek het uit, en ik bel u vrijdag. Ook als er nog geen nieuws is."

- ["Ik word uw vaste contact. Ik vraag het Groen en Verkeer zelf, en bel u vrijdag."](#vrijdag "uitnodigend 2.1")

  > Hij heeft nu één naam en één dag. U weet nog niet of het mag, en dat hoeft ook niet. Wie erover gaat, zoekt u binnen uit.

- ["Ik vraag Groen of iemand u vandaag nog belt, want die gaan over het pad."](#groen-belt "meewerkend 2.1, +5 dagen")

  > **Begrijpelijk, want** u belt zelf naar binnen, en hij hoeft dat niet meer te doen. **Maar** van wie hoort hij iets als Groen niet belt? Er staat nog geen naam bij.
  > **Uitnodigend klinkt zo:** "Ik blijf uw contact. Belt Groen niet, dan belt u mij."

## Weer bij Groen

Bij Groen zegt een stem dat alle medewerkers in gesprek zijn. Na twee weken vraagt hij u niets meer. Van een collega hoort u dat hij de bordjes aan de dorpsraad wil geven, "want bij de gemeente is niemand".

> "Ik dacht dat u erover ging."

U belt hem op, en wordt zijn vaste contact.

- [Verder](#vrijdag)

## Twee weken later

De agenda van de man zit vol, en hij belt niet. U vergeet het bijna. Dan ziet u zijn mail weer staan, en schrikt.

> "Ik had het opgegeven. Fijn dat u toch nog belt."

U spreekt nu een dag af waarop ú belt.

- [Verder](#vrijdag)

## Groen belt

Groen belt na vijf dagen. De medewerker zegt dat het pad geen probleem is, maar dat het om het verkeer gaat. Wie hij daarna moet bellen, weet de man niet.

> "Het mag van Groen. En nu?"

U zegt dat hij met alles bij u terechtkan.

- [Verder](#vrijdag)

## Vrijdag

U sprak Groen en Verkeer. Acht bordjes kunnen meteen. Vier staan bij een bocht, en Verkeer kijkt daar pas over drie weken naar. Vrijdag is vandaag.

Wat doet u?

- [Ik wacht tot ik alles weet. Half nieuws is geen nieuws, en ik wil hem niet verwarren.](#einde-stil "afhoudend 2.1, +21 dagen")

  > **Begrijpelijk, want** u wilt één goed verhaal vertellen. **Maar** u beloofde vrijdag. Stilte klinkt als een nee, ook als het dat niet is.
  > **Uitnodigend klinkt zo:** "Acht kunnen er al. Over de vier andere bel ik u over drie weken, op donderdag."

- [Ik mail hem dat Verkeer nog kijkt, en dat hij bericht krijgt zodra het klaar is.](#einde-acht-bordjes "afwachtend 2.1, +21 dagen")

  > **Begrijpelijk, want** hij hoort iets, en het klopt. **Maar** over de acht bordjes hoort hij niets, en een dag staat er niet bij.
  > **Uitnodigend klinkt zo:** "Acht kunnen er al. Over de vier andere bel ik u op donderdag de twaalfde."

- [Ik bel: acht kunnen nu, en over vier hoort hij op donderdag de twaalfde van mij.](#einde-het-pad-is-open "uitnodigend 2.1")

  > U belt op de dag die u noemde. Hij kan beginnen, weet wat nog open is, en wie hem daarover belt.

- [Ik bel dat acht bordjes kunnen, en dat Verkeer hem over de andere vier zal bellen.](#einde-acht-bordjes "meewerkend 2.1, +10 dagen")

  > **Begrijpelijk, want** hij kan beginnen, en Verkeer weet van de bocht het meest. **Maar** nu heeft hij weer twee nummers. Wie belt hij als het stil blijft?
  > **Uitnodigend klinkt zo:** "Ook over die vier bel ik u. Verkeer praat met mij."

## Einde: het pad is open

In mei lopen er schoolklassen langs het water. Bij de bocht staan er nu ook drie, en de vierde kreeg een andere plek. Op het laatste bordje staat zijn eigen grootvader.

> "Ik had één nummer. Meer had ik niet nodig."

## Einde: acht bordjes

Acht bordjes staan er, en die zijn mooi. Over de andere vier weet niemand meer iets. Ze liggen in zijn schuur.

> "Het is bijna af. Ik weet alleen niet aan wie ik het moet vragen."

## Einde: stil

Na drie weken weet u alles. Hij heeft de bordjes intussen aan een andere gemeente aangeboden.

> "Daar belde iemand mij terug."
"""
COURSE = """\
---
titel: Uit meldingen van inwoners
id: uit-meldingen-van-inwoners
taal: nl
duur: 4
doelgroep: wie met inwoners werkt
eigenaar: redactie
controleer-voor: 2027-11-01
---

# Uit meldingen van inwoners

Inwoners vertelden ons waar zij vastliepen. Van sommige meldingen maakten wij een verhaal. Plaats, mensen en bedragen zijn verzonnen.

## Verhalen

1. [Het verhalenpad](../scenarios/het-verhalenpad.md)
"""
