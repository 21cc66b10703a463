"""The headers that address books write, and the field that each is, as data.

A field may have a label after a colon: `phone:work`. The headers are those of tinycrm, Google
Contacts (before and after 2023), Outlook in English, German, French, Spanish and Polish, LinkedIn,
Yahoo and Thunderbird, and what people call their own columns.
"""

from __future__ import annotations

# A header of several columns with a number (`Business Phone 2`) is listed once, without it.
HEADERS = """
name: Name | Full Name | Display Name | Contact Name | Contact | Nombre completo | Nom complet
    | Vollständiger Name | Anzeigename | Imię i nazwisko
prefix: Name Prefix | Prefix | Salutation | Anrede | Tytuł | Tratamiento | Titel
given: First Name | Given Name | First | Vorname | Prénom | Nombre | Imię
middle: Middle Name | Additional Name | Weitere Vornamen | Weiterer Vorname | Zweiter Vorname
    | Deuxième prénom | Segundo nombre | Drugie imię | Middle
family: Last Name | Family Name | Surname | Last | Nachname | Nom | Nom de famille | Apellidos
    | Apellido | Nazwisko
suffix: Name Suffix | Suffix | Suffixe | Sufijo | Sufiks | Namenszusatz
nickname: Nickname | Nicknames | Nick name | Spitzname | Surnom | Alias | Apodo | Pseudonim
organization: Organization | Organisation | Company | Organization Name | Employer | Firma
    | Unternehmen | Société | Entreprise | Organización | Compañía | Empresa
department: Department | Organization Department | Abteilung | Service | Departamento | Dział
title: Job Title | Position | Organization Title | Role | Stellung | Fonction | Puesto | Cargo
    | Stanowisko | Poste | Arbeitstitel
email: Email | E-mail | Emails | Mail | Email Address | E-mail Address | E-mail Addresses
    | Primary Email | Secondary Email | E-Mail-Adresse | E-Mail Adresse | Adresse de messagerie
    | Adresse e-mail | Courriel | Dirección de correo electrónico
    | Dirección del correo electrónico | Correo electrónico | Adres e-mail | Adres poczty e-mail
    | Adresse de courrier | Primäre E-Mail-Adresse | Sekundäre E-Mail-Adresse | Alternate Email
email:work: Work Email | Business Email | Email (work) | E-Mail geschäftlich
email:home: Home Email | Personal Email | Private Email | Email (home) | E-Mail privat
phone: Phone | Phones | Telephone | Phone Number | Telefon | Téléphone | Teléfono | Numer telefonu
    | Tel | Primary Phone | Haupttelefon | Téléphone principal | Teléfono principal
    | Telefon podstawowy | Rufnummer | Telefonnummer
phone:mobile: Mobile Phone | Mobile | Mobile Number | Cell | Cell Phone | Mobiltelefon | Handy
    | Mobil | Tél. mobile | Portable | Téléphone mobile | Teléfono móvil | Móvil
    | Telefon komórkowy | Komórka | Mobil-Tel.-Nr. | Mobilnummer | Cellphone
phone:work: Business Phone | Work Phone | Phone (work) | Telefon geschäftlich
    | Telefon (geschäftlich) | Téléphone (bureau) | Teléfono del trabajo | Telefon służbowy
    | Tel. dienstlich | Telefon dienstlich | Office Phone | Téléphone professionnel
phone:home: Home Phone | Phone (home) | Telefon privat | Telefon (privat) | Téléphone (domicile)
    | Particular | Teléfono particular | Telefon domowy | Tel. privat | Téléphone personnel
    | Private Phone
phone:other: Other Phone | Weiteres Telefon | Téléphone (autre) | Otro teléfono | Inny telefon
phone:main: Company Main Phone | Telefon Firma | Téléphone société
    | Número de centralita de la organización | Główny telefon do firmy
phone:car: Car Phone | Autotelefon | Téléphone (voiture) | Teléfono del automóvil
    | Telefon w samochodzie
phone:radio: Radio Phone | Radioteléfono | Radiotelefon | Radio-téléphone | Radiotéléphone
phone:assistant: Assistant's Phone | Telefon Assistent | Téléphone de l'assistant(e)
    | Teléfono del ayudante | Telefon asystenta
phone:callback: Callback | Rückmeldung | Rappel | Devolución de llamada | Wywołanie zwrotne
phone:work fax: Business Fax | Work Fax | Fax | Fax Number | Fax geschäftlich | Télécopie (bureau)
    | Fax del trabajo | Faks służbowy | Fax-Nummer
phone:home fax: Home Fax | Fax privat | Télécopie (domicile) | Fax particular | Faks domowy
phone:other fax: Other Fax | Weiteres Fax | Télécopie (autre) | Otro fax | Inny faks
phone:pager: Pager | Pager Number | Récepteur de radiomessagerie | Localizador | Pager-Nummer
address: Address | Addresses | Postal Address | Adresse | Anschrift | Dirección | Adres
address:home: Home Address | Privat: Adresse
address:work: Work Address | Business Address | Dienstlich: Adresse
street: Street | Street Address | Straße | Rue | Calle | Ulica
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
city: City | Town | Stadt | Ville | Ciudad | Miasto | Miejscowość | Ort
city:home: Home City | Ort privat | Ville (domicile) | Ciudad del domicilio | Ciudad particular
    | Adres domowy - miejscowość | Privat: Ort
city:work: Business City | Work City | Ort geschäftlich | Ville (bureau) | Ciudad de trabajo
    | Ciudad del trabajo | Adres służbowy - miejscowość | Dienstlich: Ort
city:other: Other City | Weiterer Ort | Ville (autre) | Otra ciudad | Inny adres - miejscowość
region: State | Region | Province | County | Bundesland | Województwo | Provincia
region:home: Home State | Home County | Bundesland/Kanton privat | Region privat
    | Dép/Région (domicile) | Provincia o estado del domicilio | Adres domowy - województwo
    | Privat: Bundesland | Bundesland privat
region:work: Business State | Work State | Work County | Region geschäftlich
    | Bundesland/Kanton geschäftlich | Dép/Région (bureau) | Provincia o estado de trabajo
    | Adres służbowy - województwo | Dienstlich: Bundesland | Bundesland geschäftlich
region:other: Other State | Weiteres/r Bundesland/Kanton | Dép/Région (autre)
    | Otra provincia o estado | Inny adres - województwo
postcode: Zip | Zipcode | Zip Code | Postal Code | Postcode | Post Code | PLZ
    | Postleitzahl | Code postal | Código postal | Kod pocztowy
postcode:home: Home Postal Code | Home ZipCode | Home Zipcode | Home Post Code | Home Zip
    | Postleitzahl privat | Code postal (domicile) | Código postal del domicilio
    | Adres domowy - kod pocztowy
    | Privat: PLZ | PLZ privat
postcode:work: Business Postal Code | Work ZipCode | Work Zipcode | Work Post Code | Work Zip
    | Postleitzahl geschäftlich | Code postal (bureau) | Código postal del trabajo
    | Adres służbowy - kod pocztowy | Dienstlich: PLZ | PLZ geschäftlich
postcode:other: Other Postal Code | Weitere Postleitzahl | Code postal (autre) | Otro código postal
    | Inny adres - kod pocztowy
country: Country | Land | Pays | País | Kraj
country:home: Home Country/Region | Home Country | Land/Region privat | Pays/Région (domicile)
    | País o región del domicilio | Adres domowy - kraj/region | Privat: Land | Land privat
    | Adres domowy - kraj
country:work: Business Country/Region | Business Country | Work Country | Land/Region geschäftlich
    | Pays/Région (bureau) | País o región del trabajo | Adres służbowy - kraj/region
    | Dienstlich: Land | Land geschäftlich | Adres służbowy - kraj
country:other: Other Country/Region | Other Country | Weiteres/e Land/Region | Pays/Région (autre)
    | Otro país o región | Inny adres - kraj/region | Weiteres Land | Inny adres - kraj
url: Web Page | Website | URL | URLs | Webseite | Page Web | Página web | Strona sieci Web
    | Personal Web Page | Homepage | Personal Website | Business Website
handle: Handle | Handles | IM | IM Address | IMAddress | Screen Name | User Name | Messenger-Name
    | Messenger ID
birthday: Birthday | Birth Date | Date of Birth | Geburtstag | Geburtsdatum | Anniversaire
    | Date de naissance | Cumpleaños | Fecha de nacimiento | Urodziny | Data urodzenia
birth year: Birth Year | Geburtsjahr
birth month: Birth Month | Geburtsmonat
birth day: Birth Day
date:anniversary: Anniversary | Jahrestag | Anniversaire de mariage ou fête | Aniversario
    | Rocznica
dates: Occasions | Dates
tags: Tags | Tag | Labels | Categories | Group Membership | Groups | Kategorien | Catégories
    | Categorías | Kategorie | Keywords | Stichwörter | Mots clés | Palabras clave | Słowa kluczowe
    | Category
note: Notes | Note | Notizen | Notiz | Remarques | Notas | Notatki | Comment | Comments | Bemerkung
    | Notities | Kommentar | Commentaire | Uwagi
every: Every
facts: Facts
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
related:spouse: Spouse | Partner | Partner/in | Conjoint(e) | Cónyuge | Współmałżonek
related:child: Children | Kinder | Enfants | Hijos | Dzieci
related:manager: Manager's Name | Manager | Name des/der Vorgesetzten | Responsable
    | Nombre del director | Menedżer | Name des/r Vorgesetzten
related:assistant: Assistant's Name | Name Assistent | Nom de l'assistant(e) | Nombre del ayudante
    | Imię i nazwisko asystenta | Assistent(in)
kind: Kind
-: Id | Last Touch | Next Due | Created At | Updated At
kept: File As | Photo | Language | Gender | Geschlecht | Sexe | Género | Płeć | Initials
    | Initialen | Initiales | Inicjały | Priority | Priorität | Priorité | Prioridad | Priorytet
    | Sensitivity | Vertraulichkeit | Critère de diffusion | Confidencialidad | Charakter | Private
    | Privat | Privé | Privado | Prywatne | Account | Konto | Cuenta | Compte | Mileage
    | Reisekilometer | Kilométrage | Kilometraje | Przebieg | Billing Information
    | Abrechnungsinformation | Informations facturation | Facturación | Informacje rozliczeniowe
    | Directory Server | Internet Free Busy | Internet-Frei/Gebucht
    | Internetowe informacje wolny/zajęty | E-mail Type | E-Mail-Typ | Type de messagerie
    | Tipo de correo electrónico | Typ poczty e-mail | Rodzaj e-mail | E-mail Display Name
    | E-Mail: Angezeigter Name | Nom complet de l'adresse de messagerie
    | Nombre de pantalla de correo electrónico | Wyświetlana nazwa e-mail | Subject | Yomi Name
    | Given Name Yomi | Additional Name Yomi | Family Name Yomi | Phonetic First Name
    | Phonetic Middle Name | Phonetic Last Name | Organization Yomi Name | Organization Type
    | Organization Symbol | Short Name | Given Yomi | Surname Yomi | Company Yomi | Sprache
    | Langue | Idioma | Język | Iniciales | Sexo | Sensibilidad | Verzeichnisserver
    | Serveur d'annuaire | Serveur de répertoire | Servidor de directorio | Serwer katalogowy
    | Serwer adresowy | Disponibilité Internet | Disponibilidad de Internet | Type de courrier
    | Nom complet de l'adresse de courrier | Typ e-mail | E-Mail: Typ | E-mail: wyświetlana nazwa
    | Distribution Lists
"""
