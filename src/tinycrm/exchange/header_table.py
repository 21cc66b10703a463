"""The headers that address books write, and the field that each is, as data.

A field may have a label after a colon: `phone:work`. The headers are those of tinycrm, Google
Contacts (before and after 2023), Outlook in English, German, French, Spanish and Polish, LinkedIn,
Yahoo and Thunderbird, and what people call their own columns.
"""

from __future__ import annotations

# A header of several columns with a number (`Business Phone 2`) is listed once, without it.
HEADERS = """
name: Name | Full Name | Display Name | Contact Name | Nombre completo | Nom complet
    | Vollständiger Name | Anzeigename | Imię i nazwisko | Fullname | Nom et prénom | Prénom et nom
    | Nom prénom | Nombre y apellidos | Vor- und Nachname | Name, Vorname | Nachname, Vorname
    | Nazwisko i imię | Client Name | Customer Name
prefix: Name Prefix | Prefix | Salutation | Anrede | Tytuł | Tratamiento | Titel
given: First Name | Given Name | First | Vorname | Prénom | Nombre | Imię
middle: Middle Name | Additional Name | Weitere Vornamen | Weiterer Vorname | Zweiter Vorname
    | Deuxième prénom | Segundo nombre | Drugie imię | Middle
family: Last Name | Family Name | Surname | Last | Nachname | Nom | Nom de famille | Apellidos
    | Apellido | Nazwisko | Familienname | Zuname
suffix: Name Suffix | Suffix | Suffixe | Sufijo | Sufiks | Namenszusatz
nickname: Nickname | Nicknames | Nick name | Spitzname | Surnom | Alias | Apodo | Pseudonim | Nick
    | Rufname | Known As | Goes By | Preferred Name
organization: Organization | Organisation | Company | Organization Name | Employer | Firma
    | Unternehmen | Société | Entreprise | Organización | Compañía | Empresa | Company Name
    | Organisation Name | Firmenname | Arbeitgeber | Nazwa firmy | Raison sociale | Razón social
    | Nom de l'entreprise | Account Name | Associated Company | Workplace
department: Department | Organization Department | Abteilung | Service | Departamento | Dział
title: Job Title | Position | Organization Title | Role | Stellung | Fonction | Puesto | Cargo
    | Stanowisko | Poste | Arbeitstitel | Funktion | Job
email: Email | E-mail | Emails | Mail | Email Address | E-mail Address | E-mail Addresses
    | Primary Email | Secondary Email | E-Mail-Adresse | E-Mail Adresse | Adresse de messagerie
    | Adresse e-mail | Courriel | Dirección de correo electrónico
    | Dirección del correo electrónico | Correo electrónico | Adres e-mail | Adres poczty e-mail
    | Adresse de courrier | Primäre E-Mail-Adresse | Sekundäre E-Mail-Adresse | Alternate Email
    | E-Mails | Mailadresse | Mail-Adresse | Mail Address | Adresse mail | Mél | Correo
    | Preferred Email
email:work: Work Email | Business Email | Email (work) | E-Mail geschäftlich
email:home: Home Email | Personal Email | Private Email | Email (home) | E-Mail privat
    | Email perso
phone: Phone | Phones | Telephone | Phone Number | Telefon | Téléphone | Teléfono | Numer telefonu
    | Tel | Primary Phone | Haupttelefon | Téléphone principal | Teléfono principal
    | Telefon podstawowy | Rufnummer | Telefonnummer | Telephone Number | Phone No | Contact Number
    | Telefonnr | Telefon-Nr | Tel.-Nr | Numéro de téléphone | N° de téléphone
    | Número de teléfono | Nº teléfono | Nr telefonu | Nr tel
phone:mobile: Mobile Phone | Mobile | Mobile Number | Cell | Cell Phone | Mobiltelefon | Handy
    | Mobil | Tél. mobile | Portable | Téléphone mobile | Teléfono móvil | Móvil
    | Telefon komórkowy | Komórka | Mobil-Tel.-Nr. | Mobilnummer | Cellphone | Cell Number
    | Mobile No | Mobile Phone Number | Handynummer | Handynr | Handy-Nr | Mobilfunk
    | Mobilfunknummer | Mobil-Nr | Natel | Téléphone portable | Tél. portable | GSM | Celular
    | Teléfono celular | Tel. móvil | Telefon kom. | Tel. kom.
phone:work: Business Phone | Work Phone | Phone (work) | Telefon geschäftlich
    | Telefon (geschäftlich) | Téléphone (bureau) | Teléfono del trabajo | Telefon służbowy
    | Tel. dienstlich | Telefon dienstlich | Office Phone | Téléphone professionnel | Telefon Arbeit
    | Telefon Büro
phone:home: Home Phone | Phone (home) | Telefon privat | Telefon (privat) | Téléphone (domicile)
    | Particular | Teléfono particular | Telefon domowy | Tel. privat | Téléphone personnel
    | Private Phone | Número de teléfono particular | Landline | Festnetz | Festnetznummer | Fixe
    | Téléphone fixe | Teléfono fijo | Tel. stacjonarny | Telefon stacjonarny
phone:whatsapp: WhatsApp | WhatsApp Number
phone:other: Other Phone | Weiteres Telefon | Téléphone (autre) | Otro teléfono | Inny telefon
phone:main: Company Main Phone | Telefon Firma | Téléphone société
    | Número de centralita de la organización | Główny telefon do firmy
phone:car: Car Phone | Autotelefon | Téléphone (voiture) | Teléfono del automóvil
    | Telefon w samochodzie
phone:radio: Radio Phone | Radioteléfono | Radiotelefon | Radio-téléphone | Radiotéléphone
phone:assistant: Assistant's Phone | Assistant Phone | Asst. Phone | Telefon Assistent
    | Téléphone de l'assistant(e) | Teléfono del ayudante | Telefon asystenta
phone:callback: Callback | Rückmeldung | Rappel | Devolución de llamada | Wywołanie zwrotne
phone:work fax: Business Fax | Work Fax | Fax | Fax Number | Fax geschäftlich | Télécopie (bureau)
    | Fax del trabajo | Faks służbowy | Fax-Nummer
phone:home fax: Home Fax | Fax privat | Télécopie (domicile) | Fax particular | Faks domowy
phone:other fax: Other Fax | Weiteres Fax | Télécopie (autre) | Otro fax | Inny faks
phone:pager: Pager | Pager Number | Récepteur de radiomessagerie | Localizador | Pager-Nummer
address: Address | Addresses | Postal Address | Mailing Address | Adresse | Anschrift | Dirección
    | Adres
address:home: Home Address | Privat: Adresse
address:work: Work Address | Business Address | Dienstlich: Adresse
street: Street | Street Address | Straße | Rue | Calle | Ulica | Address Line | Mailing Street
    | Straße/Nr. | Straße und Hausnummer
street:home: Home Street | Straße privat | Rue (domicile) | Calle particular | Calle del domicilio
    | Adres domowy - ulica
street:work: Business Street | Work Street | Straße geschäftlich | Rue (bureau) | Calle del trabajo
    | Adres służbowy - ulica
street:other: Other Street | Weitere Straße | Rue (autre) | Otra calle | Inny adres - ulica
pobox:home: Home Address PO Box | Postfach privat | Boîte postale du domicile
    | Apartado postal de la dirección personal | Domowa skrzynka pocztowa
pobox:work: Business Address PO Box | Postfach geschäftlich | Boîte postale du bureau
    | Apartado postal de la dirección del trabajo | Służbowa skrzynka pocztowa
    | B.P. professionnelle
pobox:other: Other Address PO Box | Weiteres Postfach | Autre boîte postale | Otro apartado postal
    | Inna skrzynka pocztowa
city: City | Town | Stadt | Ville | Ciudad | Miasto | Miejscowość | Ort | Wohnort | Town/City
    | City/Town | Mailing City | PLZ/Ort | Localité | Localidad | Población
city:home: Home City | Ort privat | Ville (domicile) | Ciudad del domicilio | Ciudad particular
    | Adres domowy - miejscowość | Privat: Ort
city:work: Business City | Work City | Ort geschäftlich | Ville (bureau) | Ciudad de trabajo
    | Ciudad del trabajo | Adres służbowy - miejscowość | Dienstlich: Ort
city:other: Other City | Weiterer Ort | Ville (autre) | Otra ciudad | Inny adres - miejscowość
region: State | Region | Province | County | Bundesland | Województwo | Provincia | State/Region
    | State/Province | Mailing State | Mailing State/Province
region:home: Home State | Home County | Bundesland/Kanton privat | Region privat
    | Dép/Région (domicile) | Provincia o estado del domicilio | Adres domowy - województwo
    | Privat: Bundesland | Bundesland privat
region:work: Business State | Work State | Work County | Region geschäftlich
    | Bundesland/Kanton geschäftlich | Dép/Région (bureau) | Provincia o estado de trabajo
    | Adres służbowy - województwo | Dienstlich: Bundesland | Bundesland geschäftlich
region:other: Other State | Weiteres/r Bundesland/Kanton | Dép/Région (autre)
    | Otra provincia o estado | Inny adres - województwo
postcode: Zip | Zipcode | Zip Code | Postal Code | Postcode | Post Code | PLZ
    | Postleitzahl | Code postal | Código postal | Kod pocztowy | Zip/Postal Code
    | Postal/Zip Code | Mailing Zip/Postal Code | Mailing Postal Code
postcode:home: Home Postal Code | Home ZipCode | Home Zipcode | Home Post Code | Home Zip
    | Postleitzahl privat | Code postal (domicile) | Código postal del domicilio
    | Adres domowy - kod pocztowy
    | Privat: PLZ | PLZ privat
postcode:work: Business Postal Code | Work ZipCode | Work Zipcode | Work Post Code | Work Zip
    | Postleitzahl geschäftlich | Code postal (bureau) | Código postal del trabajo
    | Adres służbowy - kod pocztowy | Dienstlich: PLZ | PLZ geschäftlich
postcode:other: Other Postal Code | Weitere Postleitzahl | Code postal (autre) | Otro código postal
    | Inny adres - kod pocztowy
country: Country | Land | Pays | País | Kraj | Country/Region | Mailing Country
country:home: Home Country/Region | Home Country | Land/Region privat | Pays/Région (domicile)
    | País o región del domicilio | Adres domowy - kraj/region | Privat: Land | Land privat
    | Adres domowy - kraj
country:work: Business Country/Region | Business Country | Work Country | Land/Region geschäftlich
    | Pays/Région (bureau) | País o región del trabajo | Adres służbowy - kraj/region
    | Dienstlich: Land | Land geschäftlich | Adres służbowy - kraj
country:other: Other Country/Region | Other Country | Weiteres/e Land/Region | Pays/Région (autre)
    | Otro país o región | Inny adres - kraj/region | Weiteres Land | Inny adres - kraj
url: Web Page | Website | URL | URLs | Webseite | Page Web | Página web | Strona sieci Web
    | Personal Web Page | Homepage | Personal Website | Business Website | Website URL | Web Site
    | Webpage | Web | Internet | Site web | Sitio web | Strona www
url:linkedin: LinkedIn | LinkedIn URL | LinkedIn Profile
url:facebook: Facebook
url:xing: Xing
handle:instagram: Instagram
handle:twitter: Twitter
handle:skype: Skype | Skype Name
handle:telegram: Telegram
handle:signal: Signal
handle: Handle | Handles | IM | IM Address | IMAddress | Screen Name | User Name | Messenger-Name
    | Messenger ID
birthday: Birthday | Birth Date | Date of Birth | Geburtstag | Geburtsdatum | Anniversaire
    | Date de naissance | Cumpleaños | Fecha de nacimiento | Urodziny | Data urodzenia | Birthdate
    | DOB | D.O.B. | Bday | B-day | Geb. | Geb.-Datum | Geb.-Dat. | Geburtsdat. | Geb. am
    | Geboren | Geboren am | Né le | Née le | Fecha nac. | Data ur. | Ur.
birth year: Birth Year | Geburtsjahr
birth month: Birth Month | Geburtsmonat
birth day: Birth Day
date:anniversary: Anniversary | Jahrestag | Anniversaire de mariage ou fête | Aniversario
    | Rocznica | Wedding Anniversary | Wedding Day | Hochzeitstag | Anniversaire de mariage
date:name day: Name Day | Namenstag | Imieniny
dates: Occasions | Dates
tags: Tags | Tag | Labels | Categories | Group Membership | Groups | Kategorien | Catégories
    | Categorías | Kategorie | Keywords | Stichwörter | Mots clés | Palabras clave | Słowa kluczowe
    | Category | Group | Gruppe | Gruppen | Groupe | Grupo | Schlagwörter | Étiquettes | Etiquetas
    | Etykiety
note: Notes | Note | Notizen | Notiz | Remarques | Notas | Notatki | Comment | Comments | Bemerkung
    | Notities | Kommentar | Commentaire | Uwagi | Uwaga | Bemerkungen | Anmerkung | Anmerkungen
    | Kommentare | Remarque | Remark | Remarks | Observations | Observaciones | Comentarios | Memo
    | Description | Beschreibung | Opis | Info
every: Every
facts: Facts
fact:how we met: How We Met
fact:connected on: Connected On | Verbunden am | Connexion | Connecté le | Conectado el
phone:isdn: ISDN | RNIS | RDSI
phone:telex: Telex | Télex | Teleks
phone:tty: TTY/TDD Phone | Telefon für Hörbehinderte | Téléphone TDD/TTY | Teléfono TDD/TTY
    | Número de teletipo | Telefon TTY/TDD
address:other: Other Address
related:referred by: Referred By | Empfohlen von | Recommandé par | Referido por | Polecony przez
    | Osoba polecająca
fact:hobby: Hobby | Loisirs | Passe-temps | Aficiones
fact:profession: Profession | Occupation | Beruf | Profesión | Zawód
fact:office: Office Location | Büro | Bureau | Ubicación de la oficina | Lokalizacja biura
fact:location: Location | Emplacement | Ubicación | Lokalizacja
fact:maiden name: Maiden Name | Geburtsname | Nom de jeune fille
fact:schools: Schools
uid: UID
related: Related
related:spouse: Spouse | Partner | Partner/in | Conjoint(e) | Cónyuge | Współmałżonek | Partnerin
    | Wife | Husband | Ehepartner | Ehefrau | Ehemann
related:child: Children | Kinder | Enfants | Hijos | Dzieci | Kids
related:manager: Manager's Name | Manager | Reports To | Name des/der Vorgesetzten | Responsable
    | Nombre del director | Menedżer | Name des/r Vorgesetzten
related:assistant: Assistant's Name | Assistant | Name Assistent | Nom de l'assistant(e)
    | Nombre del ayudante | Imię i nazwisko asystenta | Assistent(in)
kind: Kind
-: Id | Last Touch | Next Due | Created At | Updated At
fact:gender: Gender | Geschlecht | Sexe | Sexo | Género | Płeć
fact:language: Language | Sprache | Langue | Idioma | Język
fact:account: Account | Konto | Cuenta | Compte
fact:mileage: Mileage | Reisekilometer | Kilométrage | Kilometraje | Przebieg
fact:billing information: Billing Information | Abrechnungsinformation
    | Informations facturation | Facturación | Informacje rozliczeniowe
fact:subject: Subject
fact:short name: Short Name
fact:phonetic name: Yomi Name
fact:phonetic first name: Phonetic First Name | Given Name Yomi | Given Yomi
fact:phonetic middle name: Phonetic Middle Name | Additional Name Yomi
fact:phonetic last name: Phonetic Last Name | Family Name Yomi | Surname Yomi
fact:phonetic organization: Organization Yomi Name | Company Yomi
kept: File As | Photo | Initials | Initialen | Initiales | Iniciales | Inicjały | Priority
    | Priorität | Priorité | Prioridad | Priorytet | Sensitivity | Vertraulichkeit
    | Critère de diffusion | Confidencialidad | Sensibilidad | Charakter | Private | Privat | Privé
    | Privado | Prywatne | Directory Server | Verzeichnisserver | Serveur d'annuaire
    | Serveur de répertoire | Servidor de directorio | Serwer katalogowy | Serwer adresowy
    | Internet Free Busy | Internet-Frei/Gebucht | Disponibilité Internet
    | Disponibilidad de Internet | Internetowe informacje wolny/zajęty | E-mail Type | E-Mail-Typ
    | E-Mail: Typ | Type de messagerie | Type de courrier | Tipo de correo electrónico
    | Typ poczty e-mail | Rodzaj e-mail | Typ e-mail | E-mail Display Name
    | E-Mail: Angezeigter Name | Nom complet de l'adresse de messagerie
    | Nom complet de l'adresse de courrier | Nombre de pantalla de correo electrónico
    | Wyświetlana nazwa e-mail | E-mail: wyświetlana nazwa | Organization Type
    | Organization Symbol | Distribution Lists
"""
