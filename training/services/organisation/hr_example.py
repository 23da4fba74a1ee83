"""The example of an HR file: on the import page, in the documentation and in a test."""

EXAMPLE = """\
personeelsnummer;voornaam;tussenvoegsel;achternaam;e-mail;eenheid;eenheidscode;laag;functie;\
in dienst;uit dienst;leidinggevende;groepen;taal;afwezig van;afwezig tot
10021;Samira;el;Idrissi;s.elidrissi@stad.example;Dienst Publiek > Burgerzaken > Balie;BZ-1;\
ambtelijk;Baliemedewerker;01-03-2021;;nee;Starters 2026|Balie;nl;;
10022;Joris;van der;Meer;j.vandermeer@stad.example;Dienst Publiek > Burgerzaken;BZ;ambtelijk;\
Teamleider;15-08-2014;;ja;;nl;;
10023;Grace;;Okafor;g.okafor@stad.example;Dienst Publiek;DP;ambtelijk;Directeur;2019-01-01;;ja;;en;\
01-12-2026;31-03-2027
10024;Henk;de;Groot;h.degroot@stad.example;Gemeenteraad;RAAD;raad;Raadslid;30-03-2022;;nee;;nl;;
10025;Els;;Jansen;e.jansen@stad.example;College;COL;college;Wethouder;;31-12-2026;nee;;nl;;
"""
