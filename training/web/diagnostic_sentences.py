"""What the compiler can have to say, in Dutch: what is wrong, and what to do about it."""

from collections.abc import Mapping

from training.web.diagnostic_sentences_together import TOGETHER
from training.web.marking import N_

SENTENCES: Mapping[str, str] = {
    "E01 missing": N_(
        "Bovenaan ontbreken de kenmerken. Begin het bestand met een regel ---, dan titel en id, "
        "en weer een regel ---."
    ),
    "E01 open": N_("De kenmerken bovenaan zijn niet afgesloten. Zet er een regel --- onder."),
    "E02 missing": N_("Het kenmerk id ontbreekt. Zet bovenaan bijvoorbeeld id: de-buurtmoestuin."),
    "E02 malformed": N_(
        "“%(value)s” kan geen id zijn. Gebruik alleen letters zonder accent, cijfers en enkele "
        "streepjes ertussen."
    ),
    "E02 long": N_("Deze id is te lang: hoogstens %(limit)s tekens. Kies een kortere."),
    "E02 duplicate": N_(
        "De id “%(value)s” is al in gebruik in %(other)s. Geef een van de twee een andere id."
    ),
    "E03 colon": N_(
        "In deze waarde staat een dubbelepunt die YAML niet begrijpt. Zet de titel tussen "
        "aanhalingstekens."
    ),
    "E03 tab": N_("YAML kent geen tabs. Gebruik spaties."),
    "E03 alias": N_("Verwijzen met & en * mag hier niet. Schrijf de waarde “%(name)s” voluit."),
    "E03 duplicate": N_(
        "Het kenmerk %(key)s staat er al (regel %(line)s). Haal een van de twee weg."
    ),
    "E03 flat": N_("De kenmerken zijn regels als “sleutel: waarde”. Schrijf er geen lagen onder."),
    "E03 character": N_("In de kenmerken staat een onzichtbaar teken. Typ de regels opnieuw."),
    "E03 syntax": N_(
        "Deze regel is geen YAML. Schrijf “sleutel: waarde” en zet een waarde met bijzondere "
        "tekens tussen aanhalingstekens."
    ),
    "W04": N_("Het kenmerk “%(key)s” is onbekend. Deze kunt u gebruiken: %(keys)s."),
    "W04 suggestion": N_("Het kenmerk “%(key)s” is onbekend. Bedoelde u “%(suggestion)s”?"),
    "W04 lesson": N_("Het kenmerk “%(key)s” hoort niet bij een les. Haal de regel weg."),
    "W04 scenario": N_("Het kenmerk “%(key)s” hoort niet bij een scenario. Haal de regel weg."),
    "W04 quiz": N_("Het kenmerk “%(key)s” hoort niet bij een quiz. Haal de regel weg."),
    "W04 course": N_("Het kenmerk “%(key)s” hoort niet bij een cursus. Haal de regel weg."),
    "W04 competencies": N_(
        "Het kenmerk “%(key)s” hoort niet bij de competenties. Haal de regel weg."
    ),
    "W04 phrases": N_(
        "Het kenmerk “%(key)s” hoort niet bij de lijst met zinnen. Haal de regel weg."
    ),
    "E05": N_("Er is al een titel met één # (regel %(line)s). Maak hier ## van."),
    "E06": N_("“%(name)s” bestaat al (regel %(line)s). Geef deze kop een andere naam."),
    "W07": N_(
        "De kop “%(title)s” krijgt niet in elk programma hetzelfde anker (hier: #%(name)s). "
        "Gebruik alleen letters, cijfers en enkele spaties."
    ),
    "E08": N_(
        "De scène “%(target)s” bestaat niet. Maak een kop die zo heet, of kies een andere scène."
    ),
    "E08 suggestion": N_(
        "De scène “%(target)s” bestaat niet. Bedoelde u “%(suggestion)s” (regel %(line)s)?"
    ),
    "E08 space": N_(
        "In “#%(target)s” staat een spatie, dan is het geen link. Schrijf #%(suggestion)s."
    ),
    "E08 renamed": N_(
        "“%(old)s” is hernoemd naar “%(target)s”, maar die scène bestaat niet. Zet achter -> de "
        "naam van een kop in dit bestand."
    ),
    "E08 question": N_(
        "“%(old)s” is hernoemd naar “%(target)s”, maar die vraag bestaat niet. Zet achter -> de "
        "naam van een kop in dit bestand."
    ),
    "E10 link": N_(
        "Deze keuze begint niet met een link. Schrijf [wat u doet](#naam-van-de-scene)."
    ),
    "E10 quotes": N_(
        "Rond het niveau horen twee rechte aanhalingstekens. Schrijf de link zo: "
        '(#naam-van-de-scene "%(title)s").'
    ),
    "E10 links": N_("In deze keuze staan twee links. Houd er één over: één keuze, één gevolg."),
    "E10 text": N_("Deze keuze heeft geen tekst. Zet tussen de vierkante haken wat u doet."),
    "E10 target": N_("De keuze “%(text)s” leidt nergens heen. Zet achter # de naam van een scène."),
    "E10 judgement": N_(
        'Dit antwoord heeft geen niveau. Schrijf [het antwoord](# "%(level)s 2.1"), net als de '
        "andere."
    ),
    "E11": N_(
        "Uit de scène “%(title)s” leidt geen keuze. Voeg een keuze toe, of begin de kop met "
        "“%(ending)s:”."
    ),
    "E12": N_("Geen keuze leidt naar “%(title)s”. Maak een link hierheen, of haal de scène weg."),
    "E13": N_(
        "Uit deze kring komt niemand meer weg: %(loop)s. Voeg een keuze toe die naar een einde "
        "leidt."
    ),
    "E14": N_(
        "Dit verhaal heeft geen einde. Begin de kop van een laatste scène met “%(ending)s:”."
    ),
    "W15": N_(
        "In “%(title)s” is maar één keuze een niveau waard. Geef er minstens twee een niveau, of "
        "haal het weg."
    ),
    "W16": N_("Hier staan %(count)s keuzes. Meer dan %(limit)s is moeilijk te overzien."),
    "E17 competency": N_("Deelpunt %(code)s bestaat niet. Kies uit: %(allowed)s."),
    "E17 limit": N_("Grens %(code)s bestaat niet. Kies uit: %(allowed)s."),
    "E18": N_("“%(word)s” is geen niveau. Kies uit: %(allowed)s."),
    "E18 suggestion": N_(
        "“%(word)s” is geen niveau. Bedoelde u “%(suggestion)s”? Kies uit: %(allowed)s."
    ),
    "W19 none": N_("In “%(title)s” is geen enkele keuze uitnodigend. Voeg toe hoe het wel kan."),
    "W19 all": N_("In “%(title)s” is elke keuze uitnodigend. Er valt zo niets te kiezen."),
    "E20": N_("De vraag “%(title)s” heeft maar één antwoord. Geef er minstens twee."),
    "E20 lists": N_("Onder deze vraag staat al een lijst met antwoorden. Maak er één lijst van."),
    "E20 unmarked": N_(
        "Deze antwoorden hebben geen vinkje. Zet voor elk antwoord [ ] of [x]; hoort de lijst bij "
        "de vraag, maak er dan gewone zinnen van."
    ),
    "E20 columns": N_("Paren staan in een tabel met twee kolommen. Maak er twee kolommen van."),
    "W21": N_("De vraag “%(title)s” heeft geen uitleg. Zet onder de antwoorden een > met waarom."),
    "E22": N_("“%(text)s” is geen vinkje. Schrijf [x] voor goed en [ ] voor fout."),
    "E22 absent": N_("Dit antwoord heeft geen vinkje. Zet er [x] of [ ] voor."),
    "E23 alternative": N_(
        "De afbeelding %(path)s heeft geen omschrijving. Schrijf tussen de vierkante haken wat "
        "erop staat."
    ),
    "E23 folder": N_("De afbeelding %(path)s staat niet in content/media. Zet haar daar."),
    "E23 file": N_("De afbeelding %(path)s is niet gevonden. Controleer de naam."),
    "E24 html": N_("HTML mag hier niet: %(text)s. Gebruik gewone Markdown."),
    "E24 link": N_(
        "Deze link mag niet: %(text)s. Gebruik https:, mailto:, #scène of een .md-bestand."
    ),
    "E24 image": N_(
        "Een afbeelding van een ander adres mag niet: %(text)s. Zet het bestand in content/media."
    ),
    "W25": N_("Deze zin telt %(count)s woorden. Houd het bij %(limit)s: maak er twee zinnen van."),
    "W26 mail": N_(
        "“%(text)s” lijkt een e-mailadres van iemand. Gebruik er een van voorbeeld.nl."
        " Of haal het weg."
    ),
    "W26 phone": N_("“%(text)s” lijkt een telefoonnummer van iemand. Haal het weg."),
    "W27": N_("“%(phrase)s” houdt mensen op afstand. Zeg wat u wél doet."),
    "W28": N_(
        "In %(count)s van de %(total)s scènes is de beste keuze ook de langste. Wie de langste "
        "kiest, wint: maak de keuzes even lang."
    ),
    "E29 language": N_(
        "Volgens de bestandsnaam is de taal %(expected)s, maar bovenaan staat %(language)s. Maak "
        "ze gelijk."
    ),
    "E29 original": N_("Dit is een vertaling van %(path)s, maar dat bestand bestaat niet."),
    "E29 id": N_("Een vertaling houdt de id van %(path)s. Schrijf hier: %(expected)s."),
    "E29 count": N_(
        "De vertaling heeft %(count)s delen, %(path)s heeft er %(expected)s. Maak ze gelijk."
    ),
    "E29 part": N_(
        "“%(name)s” is anders opgebouwd dan “%(original)s” in %(path)s. Neem keuzes, niveaus en "
        "volgorde precies over."
    ),
    "W30 part": N_(
        "“%(name)s” is in %(path)s veranderd na deze vertaling. Kijk of dit deel nog klopt."
    ),
    "W30 text": N_("%(path)s zegt iets anders sinds deze vertaling. Kijk of zij nog klopt."),
    "E31": N_("%(path)s is niet gevonden. Controleer de link."),
    "E31 suggestion": N_("%(path)s is niet gevonden. Bedoelde u %(suggestion)s?"),
    "W32": N_(
        "Deze tekst moest voor %(date)s zijn gecontroleerd. Lees hem na en zet een nieuwe datum."
    ),
    "E33": N_(
        "Mensen gaven antwoord in “%(name)s”, en die kop is er niet meer. Zet bovenaan "
        "%(key)s: %(name)s -> nieuwe-naam. Is hij er echt niet meer, zet dan een - achter de pijl."
    ),
    "E33 suggestion": N_(
        "Mensen gaven antwoord in “%(name)s”, en die kop is er niet meer. Zet bovenaan "
        "%(key)s: %(name)s -> %(suggestion)s. Is hij er echt niet meer, zet dan een - achter de "
        "pijl."
    ),
    "E34 encoding": N_("Dit is geen tekst in UTF-8. Sla het bestand op als UTF-8."),
    "E34 binary": N_("Dit is geen tekst: er staat een NUL-teken in. Kies een Markdown-bestand."),
    "E35 size": N_("Dit bestand is te groot: hoogstens %(limit)s tekens. Maak er twee van."),
    "E35 blocks": N_(
        "Dit bestand heeft te veel onderdelen: hoogstens %(limit)s. Maak er twee van."
    ),
    "E35 file-marks": N_(
        "In dit bestand staan te veel tekens als %(marks)s: hoogstens %(limit)s. Maak er twee van."
    ),
    "E35 marks": N_(
        "In deze alinea staan te veel tekens als %(marks)s: hoogstens %(limit)s. Verdeel haar."
    ),
    "E35 length": N_("Deze alinea is te lang: hoogstens %(limit)s tekens. Zet er witregels in."),
    "E35 nesting": N_("Hier zitten te veel lagen in elkaar. Haal lijsten en citaten uit elkaar."),
    "E35 heading": N_("Deze kop is te lang: hoogstens %(limit)s tekens. Maak hem korter."),
    "E35 header": N_("De kenmerken zijn te lang: hoogstens %(limit)s tekens. Maak ze korter."),
    "W36": N_("Bij deze keuze ontbreekt “%(slot)s”. Vul het aan: daarvan leert iemand het meest."),
    "E37": N_(
        "Deze keuze is een niveau waard maar krijgt geen feedback. Zet er een > onder met waarom "
        "het begrijpelijk is, en hoe het uitnodigend klinkt."
    ),
    "E37 open": N_(
        "De vaste woorden staan klaar, maar er staat nog niets achter. Schrijf waarom het "
        "begrijpelijk is, en hoe het uitnodigend klinkt."
    ),
    "E38 long": N_("De waarde van %(key)s is te lang: hoogstens %(limit)s tekens."),
    "E38 missing": N_("Het kenmerk %(key)s ontbreekt. Vul het bovenaan in."),
    "E38 number": N_(
        "%(key)s is een heel getal van %(low)s tot en met %(high)s, niet “%(value)s”."
    ),
    "E38 choice": N_("“%(value)s” kan niet bij %(key)s. Kies uit: %(allowed)s."),
    "E38 date": N_("“%(value)s” is geen datum. Schrijf %(key)s als 2027-01-31."),
    "E38 period": N_("“%(value)s” is geen duur. Schrijf bijvoorbeeld %(key)s: %(example)s."),
    "E38 renamed": N_("“%(value)s” is niet te lezen. Schrijf %(key)s: oude-naam -> nieuwe-naam."),
    "E38 draw": N_(
        "Er worden %(value)s vragen getrokken, maar er staan er %(count)s. Maak het getal kleiner."
    ),
    "E39": N_(
        "Wie %(limit)s overschrijdt, kan niet “%(level)s” zijn. Schrijf hoogstens: %(allowed)s."
    ),
    "E40 title": N_('Dit antwoord heeft geen niveau. Schrijf [het antwoord](# "%(level)s 2.1").'),
    "E40 competency": N_("Achter “%(text)s” ontbreekt het deelpunt. Schrijf bijvoorbeeld 2.1."),
    "E40 comma": N_("“%(text)s” staat los achter het deelpunt. Zet er een komma voor."),
    "E40 part": N_("“%(text)s” is niet te lezen. Schrijf %(limit)s L1, of een van: %(costs)s."),
    "E41": N_("Tussen de hekjes en de kop hoort een spatie. Schrijf: %(heading)s."),
    "W42": N_(
        "Deze link naar een scène is geen keuze. Zet hem in een eigen punt van een lijst, of haal "
        "hem weg."
    ),
    "E43 lesson": N_("Deze les heeft geen tekst. Schrijf iets onder de kenmerken."),
    "E43 scenario": N_("Dit scenario heeft geen scènes. Begin elke scène met een kop: ## Naam."),
    "E43 quiz": N_("Deze quiz heeft geen vragen. Begin elke vraag met een kop: ## Vraag."),
    "E43 course": N_(
        "Deze cursus heeft geen onderdelen. Zet onder een kop ## een lijst met links."
    ),
    "E43 competencies": N_("Hier staat geen enkel uitgangspunt. Begin elk met een kop: ## 1 Naam."),
    "E43 phrases": N_("Hier staat geen enkele zin. Zet elke zin achter een streepje (-)."),
    "E44 link": N_(
        "Dit onderdeel begint niet met een link. Schrijf [titel](../lessons/bestand.md)."
    ),
    "E44 unit": N_(
        "%(text)s is geen les, scenario of quiz. Verwijs naar lessons, scenarios of quizzes."
    ),
    "E44 rule": N_("“%(rule)s” is geen voorwaarde. Kies uit: %(allowed)s."),
    "E44 rule-suggestion": N_(
        "“%(rule)s” is geen voorwaarde. Bedoelde u “%(suggestion)s”? Kies uit: %(allowed)s."
    ),
    "E44 twice": N_(
        "“%(title)s” staat al in de cursus (regel %(line)s). Haal een van de twee weg."
    ),
    "E45 principle": N_("“%(title)s” heeft geen nummer. Schrijf ## 1 Naam."),
    "E45 sub-point": N_(
        "“%(title)s” past hier niet. Schrijf ### 1.1 Naam, met het nummer van het uitgangspunt "
        "ervoor."
    ),
    "E45 rubric": N_(
        "Bij “%(title)s” ontbreekt in de tabel: %(missing)s. Geef elk niveau een eigen rij."
    ),
    "E45 limit": N_("“%(title)s” heeft geen nummer. Schrijf ### L1 Naam."),
    "E46": N_("Deze kop heeft geen woorden. Geef hem een naam van letters of cijfers."),
    "E47": N_(
        "Dit citaat hoort nu bij de scène, niet bij de keuze erboven. Zet er twee spaties voor."
    ),
    "E49": N_(
        "Deze tekst kost te veel rekentijd om te lezen. Maak er kortere alinea's of twee bestanden "
        "van."
    ),
    "E49 busy": N_(
        "Het nakijken duurde te lang; probeer het zo nog eens. Het ligt niet aan uw tekst."
    ),
    **TOGETHER,
    "W48": N_("Deze regel hoort nu bij het citaat erboven. Zet er een lege regel tussen."),
}
"""By code and variant."""
