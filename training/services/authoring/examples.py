"""What a new text begins with: short, right, and of its kind."""

from collections.abc import Mapping

from training.domain.document import Kind

_DUTCH = {
    Kind.SCENARIO: """---
titel: $title
id: $slug
duur: 5
rol: medewerker aan de balie
---

# $heading

Vertel in één of twee zinnen wie er iets wil, en waar u werkt.

## Aan de balie

Vertel wat er gebeurt.

> "Wat de inwoner zegt, zet u achter een >-teken."

Wat zegt u?

- [Vertel eens: wat wilt u bereiken?](#einde-het-is-begonnen "uitnodigend $code")
- [Daarvoor belt u het best met een collega.](#het-nummer "afwachtend $other, +1 doorverwijzing")

  > **Begrijpelijk, want** een collega weet er meer van.
  > **Uitnodigend klinkt zo:** "Ik vraag het na. Donderdag bel ik u zelf."

## Het nummer

Vertel wat dit de inwoner kost.

- [Verder](#einde-het-is-begonnen)

## Einde: het is begonnen

Vertel wat er van het plan is geworden.
""",
    Kind.LESSON: """---
titel: $title
id: $slug
duur: 3
---

# $heading

Zeg in twee zinnen waar deze les over gaat.

## De eerste gedachte

Schrijf één gedachte per zin. Elke kop met twee hekjes wordt een bladzijde.

## Wat u morgen doet

Eindig met iets dat iemand morgen kan doen.
""",
    Kind.QUIZ: """---
titel: $title
id: $slug
duur: 2
---

# $heading

Zeg kort waar deze vragen over gaan.

## $code Wat vraagt u het eerst?

- [x] Wat wilt u bereiken?
- [ ] Hebt u al een vergunning?

> Begin bij het doel. Het middel komt later.

## $other Iemand belt, en u gaat er niet over. Wat doet u?

- [Ik zoek uit wie erover gaat en bel terug.](# "uitnodigend $other")
- [Ik geef het nummer van een collega.](# "afwachtend $other")

> De vraag reist. De inwoner hoeft dat niet te doen.
""",
    Kind.COURSE: """---
titel: $title
id: $slug
duur: 10
slaaggrens: 80
---

# $heading

Zeg voor wie deze cursus is, en wat iemand daarna kan.

## Beginnen

1. $unit
""",
}

_ENGLISH = {
    Kind.SCENARIO: """---
title: $title
id: $slug
language: en
minutes: 5
role: employee at the desk
---

# $heading

Tell in one or two sentences who wants something, and where you work.

## At the desk

Tell what happens.

> "What the resident says stands behind a > sign."

What do you say?

- [Tell me: what would you like to achieve?](#ending-it-has-begun "inviting $code")
- [You had best call a colleague about that.](#the-number "passive $other, +1 referral")

  > **Understandable, because** a colleague knows more about it.
  > **Inviting sounds like this:** "I will ask. On Thursday I will call you myself."

## The number

Tell what this costs the resident.

- [Continue](#ending-it-has-begun)

## Ending: it has begun

Tell what became of the plan.
""",
    Kind.LESSON: """---
title: $title
id: $slug
language: en
minutes: 3
---

# $heading

Say in two sentences what this lesson is about.

## The first thought

Write one thought per sentence. Every heading with two hashes becomes a page.

## What you do tomorrow

End with something that can be done tomorrow.
""",
    Kind.QUIZ: """---
title: $title
id: $slug
language: en
minutes: 2
---

# $heading

Say briefly what these questions are about.

## $code What do you ask first?

- [x] What would you like to achieve?
- [ ] Do you have a permit yet?

> Begin with the aim. The means come later.

## $other Somebody calls, and it is not your field. What do you do?

- [I find out whose it is and call back.](# "inviting $other")
- [I give the number of a colleague.](# "passive $other")

> The question travels. The resident need not.
""",
    Kind.COURSE: """---
title: $title
id: $slug
language: en
minutes: 10
mastery-score: 80
---

# $heading

Say whom this course is for, and what they can do afterwards.

## To begin with

1. $unit
""",
}

EXAMPLES: Mapping[str, Mapping[Kind, str]] = {"nl": _DUTCH, "en": _ENGLISH}
"""By language and kind; what stands behind a dollar sign is filled in."""
