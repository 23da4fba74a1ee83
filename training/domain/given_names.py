"""Given names that are common in the Netherlands and Flanders, to know a name in a letter by.

Without those that also begin a sentence, such as Ben and Elke.
"""

_NAMES = """
Aart Abdel Abdellah Abdullah Abel Achmed Ad Adam Adil Adriaan Adriana Ahmed Ahmet Aicha Aisha
Albert Alex Alexander Ali Alice Alwin Amin Amina Amira Amy Andrea Andreas André Angela Anita Anja
Anke Ann Anna Anne Anneke Annelies Annemarie Annemiek Annet Annette Annick Annie Anouk Ans Anthony
Antoine Anton Antonia Arend Ariana Arie Arjan Arjen Arno Arnold Arthur Astrid Atie Ayse Ayşe Aziz
Aziza Aïcha Barbara Bart Bas Bastiaan Beatrijs Benjamin Berend Bernadette Bernard Bert Bertha Betty
Bianca Bilal Björn Bob Brahim Bram Brecht Brigitte Carla Carlo Carlos Carolien Caroline Casper Cees
Celine Chantal Charlotte Chris Christa Christel Christiaan Christian Christina Christine Cindy
Claire Clara Claudia Coen Conny Cor Corine Cornelia Cornelis Corrie Céline Daan Daniel Daniël
Daniëlle Danny David Debbie Denise Dennis Diana Dick Diederik Dieter Dilan Dimitri Dirk Dolf
Dominique Donald Dorien Driss Edith Eduard Edwin Eefje Eelco Elias Elif Eline Elisabeth Elise Ellen
Ellie Els Elsa Elsbeth Elske Emiel Emilia Emily Emine Emma Emmy Eric Erica Erik Erika Erna Ernst
Erwin Esmee Esra Esther Eva Evelien Evelyn Evert Ewout Fadma Farah Farid Farida Fatiha Fatima Fatma
Fatoumata Femke Ferdi Filip Fleur Flip Floor Floris Frank Frans Fred Frederik Freek Freya Frida
Frits Gabriel Geert Geertje Gerard Gerben Gerda Gerlinde Gerrit Gert Gijs Gina Gino Giovanni Glenn
Greet Greta Griet Guido Guus Gülay Hakan Halima Hamid Hamza Hanan Hanna Hannah Hanne Hanneke Hans
Harm Harrie Harry Hasan Hassan Hatice Heidi Hein Heleen Helena Helga Hendrik Hendrika Henk Hennie
Henny Henriette Henry Herbert Herman Hermien Hidde Hilde Hugo Huub Hüseyin Ibrahim Ida Ilse Iman
Imane Ineke Inez Inge Ingrid Irene Iris Irma Isa Isabel Isabelle Ismail Ivo Jaap Jacco Jacob Jacoba
Jacqueline Jamal Jamila Jan Jana Janine Janna Janneke Jannie Jantine Jasmijn Jasper Jawad Jean
Jeanette Jeanne Jeannine Jef Jelle Jelmer Jennifer Jenny Jeroen Jesse Jessica Jet Joachim Joan Job
Joep Joeri Johan Johanna Johannes John Joke Jolanda Jolien Jonas Jonathan Joop Joost Jordy Joris
Jos Jose Josephine Josje José Joyce Judith Jules Julia Julian Juliette Jurgen Jurre Kaat Karel
Karen Karim Karima Karin Karlijn Kasper Katja Katrien Katrijn Kees Kelly Kemal Kenneth Kenza Kevin
Khadija Khalid Kim Kimberly Klaas Klaske Koen Koenraad Koos Kris Kristel Kristien Kurt Laila Lana
Lara Larissa Lars Laura Laurens Leena Leendert Leila Lena Lenie Lennart Leo Leon Leonie Leontien
Lex Lia Lian Lida Lieke Lien Lies Liesbeth Lieve Lieven Linda Lisa Lisanne Lise Lisette Liv Loes
Lotte Louis Louise Lourens Luc Luca Lucas Lucia Luciano Luuk Lydia Maaike Maarten Machteld Magda
Mahmoud Malika Manon Manuel Marc Marcel Marco Margo Margot Margreet Margriet Maria Marian Marianne
Marie Marieke Marielle Marijke Marijn Marina Mario Marion Marit Mariëlle Marja Marjan Marjo
Marjolein Marko Marleen Marlies Marloes Marnix Marta Martha Martijn Martin Martina Martine Mary
Maryam Mathieu Mathijs Matthias Matthijs Maud Maurice Mauro Mehmet Melanie Melissa Menno Merlijn
Mia Michael Michaël Michel Michelle Michiel Mick Mieke Miep Mike Milan Milou Mina Mirella Miriam
Mirjam Mirthe Mo Mohamed Mohammed Monica Monika Monique Mounir Mourad Murat Mustafa Myriam Nadia
Nadine Naima Nancy Natalie Natasja Nathalie Nawal Nele Nelly Nicky Nico Nicolaas Nicole Niek Niels
Nienke Nikki Nina Noa Noah Noor Nora Norbert Nynke Olaf Olga Olivier Omar Onno Oscar Otto Pascal
Patricia Patrick Paul Paula Pauline Peter Petra Philip Pien Piet Pieter Pim Quinten Rachel Rachid
Rafael Ralf Ramon Ramona Raoul Raymond Rebecca Reinier Remco Remy Renate Rens René Renée Ria Rianne
Richard Rick Rik Rita Rob Robbert Robbie Robert Roberto Robin Roel Roelof Roger Roland Rolf Romy
Ron Ronald Ronny Rosa Rosalie Rosanne Roy Ruben Rudi Rudy Ruth Ruud Saar Sabine Sabrina Said Saida
Salim Salma Samir Samira Sander Sandra Sanne Sara Sarah Saskia Saïd Sebastiaan Selim Selma Serge
Serife Shanti Sharon Shirley Siem Sietske Sigrid Silvia Simon Simone Sjaak Sjoerd Sofia Sofie
Songül Sonja Sophie Soraya Souad Stan Stefan Stefanie Stella Stephan Steven Stijn Susanne Suzan
Suzanne Sven Sylvia Sylvie Tamara Tanja Tara Tatjana Ted Teun Teunis Thea Theo Theodoor Thijs
Thirza Thomas Tijmen Tijs Tim Timo Tina Tineke Titia Tjeerd Tobias Toine Tom Ton Tonny Trees Trudy
Tuğba Ursula Valerie Vera Vincent Vivian Wahid Walter Wanda Ward Wendy Werner Wesley Wessel Wilfred
Wilhelmina Willeke Willem Willemijn William Wilma Wim Wout Wouter Xander Yannick Yara Yasin Yasmina
Yassin Yassine Yolanda Youssef Yusuf Yvette Yvonne Zahra Zakaria Zeynep Zoë Ömer Özlem Şerife
"""
GIVEN_NAMES = frozenset(_NAMES.split())
