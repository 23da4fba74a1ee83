"""Names of people who do not exist, as varied as those in a Dutch municipality."""

import unicodedata

_FIRST = """
Anna Jan Sanne Daan Emma Sem Lotte Bram Fleur Thijs Eva Lars Noor Ruben Iris Jesse Femke Stijn
Marieke Joost Annemarie Hendrik Willemijn Pieter Johanna Cornelis Geertje Klaas Truus Gerrit Els
Kees Ineke Henk Ria Sjoerd Nynke Jelle Wytske Douwe Hiske Tjeerd Fatima Mohammed Khadija Youssef
Samira Rachid Naima Hicham Soumaya Bilal Ikram Ayşe Mehmet Zeynep Emre Elif Hüseyin Şeyma Burak
Gülsüm Okan Radjesh Shanti Sewdat Indra Chandra Kwame Esi Ama Kofi Abena Marvin Shurandy Gianni
Jairo Ruthmila Agnieszka Łukasz Małgorzata Paweł Katarzyna Zbigniew Oksana Taras Olena Andrij Li
Wei Mei Jun Xiu Putri Made Siti Raden Tesfay Selam Yonas Hiwot Abdi Hodan Ayaan Amina Ahmad Rania
Yara Omar Layla Parisa Reza Farah Zahra Maria José Ana João Inês Luís Francesca Giulia Marco Zoë
Noël Chloé René Renée Anaïs Loïs Jürgen Birgit Aoife Siobhán Dmitri Irina Nguyễn Linh Priya Arjun
Fenna Jip Robin Sam Kim Bo Jamie Mika
"""
_LAST = """
Jansen Visser Smit Meijer Mulder Bos Peters Hendriks Dekker Brouwer Dijkstra Smits Koster Willems
Kuipers Hoekstra Postma Veenstra Wiersma Hofstra Zijlstra Bouma Kok Schouten Vermeulen Jacobs Maas
Timmermans Claessens Wouters Peeters Hermans Goossens Maes Yılmaz Demir Kaya Öztürk Çelik Şahin
Aydın Arslan Doğan Koç Bouali Amrani Benali Bakkali Chaoui Haddou Idrissi Tahiri Zerouali Ramdin
Sewpersad Jagroep Ramlal Mahabier Soekhoe Boateng Mensah Owusu Asante Martina Pieters Winklaar
Croes Kowalska Nowak Wiśniewski Wójcik Zieliński Kamiński Bondarenko Kovalenko Shevchenko Chen
Wang Zhang Liu Lim Pattiasina Latuheru Tahapary Siahaya Gebremedhin Tesfamariam Hassan Warsame
Abdullahi Hussein Khalil Ibrahim Rahimi Hosseini Karimi Silva Ferreira Santos Rossi Ricci Schmidt
Müller Weber O'Brien Ivanova Singh Kumar Sharma Tran Phạm d'Hondt Bakker-Haan Jansen-Mensah
"""
_LAST_OF_WORDS = """de Jong|de Vries|van den Berg|van Dijk|van der Meer|van der Linden|van Leeuwen
de Boer|de Graaf|van der Heijden|van den Broek|de Bruijn|van der Velde|van 't Hof|in 't Veld
ter Horst|ten Brink|op den Kamp|van de Ven|de la Cruz|van der Wal|El Amrani|El Khattabi|Ben Haddou
Ait Oufkir|van Loon-Yılmaz|Bakker-de Haan|de Wilde-van Rijn|dos Santos|van Es|den Hartog|te Riele
von Bergen|van het Loo|uit den Boogaard|over de Linden"""

FIRST_NAMES = tuple(_FIRST.split())
SURNAMES = (*_LAST.split(), *_LAST_OF_WORDS.replace("\n", "|").split("|"))

PLAIN = str.maketrans({"ł": "l", "Ł": "L", "ı": "i", "đ": "d", "ø": "o", "ß": "ss"})


def address_part(name: str) -> str:
    """Spell a name as the part of an address before the @: small letters, dots and hyphens."""
    letters = unicodedata.normalize("NFKD", name.strip().translate(PLAIN)).encode("ascii", "ignore")
    text = letters.decode().lower().replace(" ", ".")
    return "".join(letter for letter in text if letter.isalnum() or letter in ".-")
