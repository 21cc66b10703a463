"""Which column of a CSV file is which field: the headers that address books write, as data.

A field may have a label after a colon: `phone:work`. The headers are those of tinycrm, Google
Contacts (before and after 2023), Outlook in English, German, French, Spanish and Polish, LinkedIn
and Thunderbird, and what people call their own columns.
"""

from __future__ import annotations

import re
from functools import cache

from tinycrm.errors import UsageProblem
from tinycrm.text import fold, visible
from tinycrm.values import NamedTuple

# A header of several columns with a number (`Business Phone 2`) is listed once, without it.
_HEADERS = """
name: Name | Full Name | Display Name | Contact Name | Contact | Nombre completo | Nom complet
    | Vollständiger Name | Anzeigename | Imię i nazwisko
prefix: Name Prefix | Prefix | Salutation | Anrede | Tytuł | Tratamiento
given: First Name | Given Name | First | Vorname | Prénom | Nombre | Imię
middle: Middle Name | Additional Name | Weitere Vornamen | Weiterer Vorname | Zweiter Vorname
    | Deuxième prénom | Segundo nombre | Drugie imię
family: Last Name | Family Name | Surname | Last | Nachname | Nom | Nom de famille | Apellidos
    | Apellido | Nazwisko
suffix: Name Suffix | Suffix | Suffixe | Sufijo | Sufiks
nickname: Nickname | Nicknames | Nick name | Spitzname | Surnom | Alias | Apodo | Pseudonim
organization: Organization | Organisation | Company | Organization Name | Employer | Firma
    | Unternehmen | Société | Entreprise | Organización | Compañía | Empresa
department: Department | Organization Department | Abteilung | Service | Departamento | Dział
title: Job Title | Position | Organization Title | Role | Stellung | Fonction | Puesto | Cargo
    | Stanowisko
email: Email | E-mail | Emails | Mail | Email Address | E-mail Address | E-mail Addresses
    | Primary Email | Secondary Email | E-Mail-Adresse | E-Mail Adresse | Adresse de messagerie
    | Adresse e-mail | Courriel | Dirección de correo electrónico | Dirección del correo electrónico
    | Correo electrónico | Adres e-mail | Adres poczty e-mail
email:work: Work Email | Business Email | Email (work)
email:home: Home Email | Personal Email | Private Email | Email (home)
phone: Phone | Phones | Telephone | Phone Number | Telefon | Téléphone | Teléfono | Numer telefonu
    | Tel | Primary Phone | Haupttelefon | Téléphone principal | Teléfono principal
    | Telefon podstawowy
phone:mobile: Mobile Phone | Mobile | Mobile Number | Cell | Cell Phone | Mobiltelefon | Handy
    | Mobil | Tél. mobile | Portable | Téléphone mobile | Teléfono móvil | Móvil
    | Telefon komórkowy | Komórka
phone:work: Business Phone | Work Phone | Phone (work) | Telefon geschäftlich
    | Telefon (geschäftlich) | Téléphone (bureau) | Teléfono del trabajo | Telefon służbowy
phone:home: Home Phone | Phone (home) | Telefon privat | Telefon (privat) | Téléphone (domicile)
    | Particular | Teléfono particular | Telefon domowy
phone:other: Other Phone | Weiteres Telefon | Téléphone (autre) | Otro teléfono | Inny telefon
phone:main: Company Main Phone | Telefon Firma | Téléphone société
    | Número de centralita de la organización | Główny telefon do firmy
phone:car: Car Phone | Autotelefon | Téléphone (voiture) | Teléfono del automóvil
    | Telefon w samochodzie
phone:radio: Radio Phone | Radioteléfono | Radiotelefon | Radio-téléphone
phone:assistant: Assistant's Phone | Telefon Assistent | Téléphone de l'assistant(e)
    | Teléfono del ayudante | Telefon asystenta
phone:callback: Callback | Rückmeldung | Rappel | Devolución de llamada | Wywołanie zwrotne
phone:work fax: Business Fax | Work Fax | Fax | Fax Number | Fax geschäftlich | Télécopie (bureau)
    | Fax del trabajo | Faks służbowy
phone:home fax: Home Fax | Fax privat | Télécopie (domicile) | Fax particular | Faks domowy
phone:other fax: Other Fax | Weiteres Fax | Télécopie (autre) | Otro fax | Inny faks
phone:pager: Pager | Pager Number | Récepteur de radiomessagerie | Localizador
address: Address | Addresses | Postal Address | Adresse | Anschrift | Dirección | Adres
address:home: Home Address
address:work: Work Address | Business Address
street: Street | Street Address | Straße | Rue | Calle | Ulica
street:home: Home Street | Straße privat | Rue (domicile) | Calle particular | Calle del domicilio
    | Adres domowy - ulica
street:work: Business Street | Work Street | Straße geschäftlich | Rue (bureau)
    | Calle del trabajo | Adres służbowy - ulica
street:other: Other Street | Weitere Straße | Rue (autre) | Otra calle | Inny adres - ulica
pobox:home: Home Address PO Box | Postfach privat | Boîte postale du domicile
    | Apartado postal de la dirección personal | Domowa skrzynka pocztowa
pobox:work: Business Address PO Box | Postfach geschäftlich | Boîte postale du bureau
    | Apartado postal de la dirección del trabajo | Służbowa skrzynka pocztowa
pobox:other: Other Address PO Box | Weiteres Postfach | Autre boîte postale
    | Otro apartado postal | Inna skrzynka pocztowa
city: City | Town | Stadt | Ville | Ciudad | Miasto | Miejscowość
city:home: Home City | Ort privat | Ville (domicile) | Ciudad del domicilio | Ciudad
    particular | Adres domowy - miejscowość
city:work: Business City | Work City | Ort geschäftlich | Ville (bureau) | Ciudad de trabajo
    | Ciudad del trabajo | Adres służbowy - miejscowość
city:other: Other City | Weiterer Ort | Ville (autre) | Otra ciudad | Inny adres - miejscowość
region: State | Region | Province | County | Bundesland | Województwo | Provincia
region:home: Home State | Home County | Bundesland/Kanton privat | Region privat
    | Dép/Région (domicile) | Provincia o estado del domicilio | Adres domowy - województwo
region:work: Business State | Work State | Work County | Region geschäftlich
    | Bundesland/Kanton geschäftlich | Dép/Région (bureau) | Provincia o estado de trabajo
    | Adres służbowy - województwo
region:other: Other State | Weiteres/r Bundesland/Kanton | Dép/Région (autre)
    | Otra provincia o estado | Inny adres - województwo
postcode: Zip | Zip Code | Postal Code | Postcode | Post Code | PLZ | Postleitzahl | Code postal
    | Código postal | Kod pocztowy
postcode:home: Home Postal Code | Home ZipCode | Home Post Code | Home Zip | Postleitzahl privat
    | Code postal (domicile) | Código postal del domicilio | Adres domowy - kod pocztowy
postcode:work: Business Postal Code | Work ZipCode | Work Post Code | Work Zip
    | Postleitzahl geschäftlich | Code postal (bureau) | Código postal del trabajo
    | Adres służbowy - kod pocztowy
postcode:other: Other Postal Code | Weitere Postleitzahl | Code postal (autre)
    | Otro código postal | Inny adres - kod pocztowy
country: Country | Land | Pays | País | Kraj
country:home: Home Country/Region | Home Country | Land/Region privat | Pays/Région (domicile)
    | País o región del domicilio | Adres domowy - kraj/region
country:work: Business Country/Region | Business Country | Work Country
    | Land/Region geschäftlich | Pays/Région (bureau) | País o región del trabajo
    | Adres służbowy - kraj/region
country:other: Other Country/Region | Other Country | Weiteres/e Land/Region
    | Pays/Région (autre) | Otro país o región | Inny adres - kraj/region
url: Web Page | Website | URL | URLs | Webseite | Page Web | Página web | Strona sieci Web
    | Personal Web Page | Homepage
handle: Handle | Handles | IM | IM Address | IMAddress | Screen Name | User Name
birthday: Birthday | Birth Date | Date of Birth | Geburtstag | Geburtsdatum | Anniversaire
    | Date de naissance | Cumpleaños | Fecha de nacimiento | Urodziny | Data urodzenia
birth year: Birth Year
birth month: Birth Month
birth day: Birth Day
date:anniversary: Anniversary | Jahrestag | Anniversaire de mariage ou fête | Aniversario | Rocznica
dates: Occasions | Dates
tags: Tags | Tag | Labels | Categories | Group Membership | Groups | Kategorien | Catégories
    | Categorías | Kategorie | Keywords
note: Notes | Note | Notizen | Notiz | Remarques | Notas | Notatki | Comment | Comments | Bemerkung
every: Every
facts: Facts
fact:connected on: Connected On
uid: UID
related: Related
related:spouse: Spouse | Partner | Partner/in | Conjoint(e) | Cónyuge | Współmałżonek
related:child: Children | Kinder | Enfants | Hijos | Dzieci
related:manager: Manager's Name | Manager | Name des/der Vorgesetzten | Responsable
    | Nombre del director | Menedżer
related:assistant: Assistant's Name | Name Assistent | Nom de l'assistant(e)
    | Nombre del ayudante | Imię i nazwisko asystenta
kind: Kind
-: Id | Last Touch | Next Due | Created At | Updated At
kept: File As | Photo | Language | Gender | Geschlecht | Sexe | Género | Płeć | Initials | Initialen
    | Initiales | Inicjały | Priority | Priorität | Priorité | Prioridad | Priorytet | Sensitivity
    | Vertraulichkeit | Critère de diffusion | Confidencialidad | Charakter | Private | Privat
    | Privé | Privado | Prywatne | Account | Konto | Cuenta | Compte | Mileage | Reisekilometer
    | Kilométrage | Kilometraje | Przebieg | Billing Information | Abrechnungsinformation
    | Informations facturation | Facturación | Informacje rozliczeniowe | Directory Server
    | Internet Free Busy | Internet-Frei/Gebucht | Internetowe informacje wolny/zajęty
    | E-mail Type | E-Mail-Typ | Type de messagerie | Tipo de correo electrónico
    | Typ poczty e-mail | Rodzaj e-mail | E-mail Display Name | E-Mail: Angezeigter Name
    | Nom complet de l'adresse de messagerie | Nombre de pantalla de correo electrónico
    | Wyświetlana nazwa e-mail | Subject | Yomi Name | Given Name Yomi | Additional Name Yomi
    | Family Name Yomi | Phonetic First Name | Phonetic Middle Name | Phonetic Last Name
    | Organization Yomi Name | Organization Type | Organization Symbol | Short Name
"""

# Google numbers what there may be several of, each with its label: `Phone 2 - Value`.
_NUMBERED = re.compile(
    r"(e mail|phone|address|website|im|organization|relation|event|custom field|jot|calendar link"
    r"|external id) (\d+) (type|label|value|service|formatted|street|city|po box|region"
    r"|postal code|country|extended address|name|title|department|yomi name|symbol|location"
    r"|job description)"
)
_OF_GOOGLE = {
    "e mail": "email", "phone": "phone", "website": "url", "im": "handle", "relation": "related",
    "event": "date", "custom field": "fact", "jot": "note",
}  # fmt: skip
_PARTS = {
    "formatted": "address", "street": "street", "extended address": "street", "city": "city",
    "po box": "pobox", "region": "region", "postal code": "postcode", "country": "country",
    "name": "organization", "title": "title", "department": "department",
}  # fmt: skip

FIELDS = (
    "name", "prefix", "given", "middle", "family", "suffix", "nickname", "organization",
    "department", "title", "email", "phone", "address", "street", "pobox", "city", "region",
    "postcode", "country", "url", "handle", "birthday", "birth year", "birth month", "birth day",
    "date", "dates", "tags", "note", "every", "fact", "facts", "uid", "kind", "related", "-",
)  # fmt: skip
_NAMING = frozenset(
    ("name", "given", "middle", "family", "nickname", "organization", "email", "phone")
)
MOST_SHOWN = 200
"""Columns that are not known: more than these are kept and not shown on the card."""
UNKNOWN, UNSHOWN, KEPT, LEFT_OUT, LABEL = "unknown", "unshown", "kept", "-", "label"


class Column(NamedTuple):
    """What a column is: its header, its field, its label, and the number of a Google field.

    The field is one of FIELDS, or UNKNOWN, UNSHOWN (one of very many unknown ones), KEPT (for an
    export, and not shown), LEFT_OUT (made of other values), LABEL (of the fields with the same
    `number`).
    """

    header: str
    field: str
    label: str = ""
    number: str = ""

    @property
    def is_known(self) -> bool:
        """Return whether it is a column of an address book."""
        return self.field not in (UNKNOWN, UNSHOWN)

    @property
    def is_naming(self) -> bool:
        """Return whether it has something that a person can be called by."""
        return self.field in _NAMING


def plain_header(header: str) -> str:
    """Return a header in the form that is compared: `FirstName`, `first_name` are `first name`."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", header[:200])
    words = re.sub(r"[^\w]+|_", " ", fold(spaced).partition("\n")[0])
    return " ".join(words.split())


@cache
def _fields() -> dict[str, str]:
    found = {}
    for entry in re.split(r"\n(?=\S)", _HEADERS.strip()):
        field, _, headers = entry.partition(": ")
        for header in headers.split("|"):
            found[plain_header(" ".join(header.split()))] = field
    return found


def find_columns(headers: list[str], mapped: dict[str, str]) -> list[Column]:
    """Return what the columns with these headers are; `mapped` are fields by plain headers."""
    found = [_column(header, plain_header(header), mapped) for header in headers]
    unknown = [place for place, each in enumerate(found) if not each.is_known]
    for place in unknown[MOST_SHOWN:]:
        found[place] = found[place]._replace(field=UNSHOWN)
    towns = {(each.label, each.number) for each in found if each.field in ("city", "postcode")}
    for place, each in enumerate(found):
        is_street = each.field == "address" and not each.number and (each.label, "") in towns
        if is_street:  # Thunderbird calls it Home Address
            found[place] = each._replace(field="street")
    return _titled(found, mapped)


def _titled(found: list[Column], mapped: dict[str, str]) -> list[Column]:
    """Return the columns with what a column called Title is: a job, or a salutation."""
    # French Outlook calls the salutation and the job alike; Outlook's Title is a salutation.
    titles = [n for n, column in enumerate(found) if plain_header(column.header) in _TITLES]
    has_job = sum(column.field == "title" for column in found) > 1
    first = titles[:1] if has_job and not mapped.keys() & set(_TITLES) else []
    return [
        each._replace(field="prefix") if place in first else each
        for place, each in enumerate(found)
    ]


_TITLES = ("title", "titre")


def _column(header: str, plain: str, mapped: dict[str, str]) -> Column:
    if plain in mapped:
        return Column(header, *_split(mapped[plain]))
    if match := _NUMBERED.fullmatch(plain):
        return _google_column(header, *match.groups())
    if plain in _TITLES:
        return Column(header, "title")
    bare = " ".join(re.sub(r"\b\d+\b", " ", plain).split())
    known = _fields().get(plain) or _fields().get(bare)
    return Column(header, *_split(known)) if known else Column(header, UNKNOWN)


def _split(field: str) -> tuple[str, str]:
    name, _, label = field.partition(":")
    return name, label


def _google_column(header: str, what: str, number: str, part: str) -> Column:
    group = f"{what} {number}"
    if part in ("type", "label"):
        return Column(header, LABEL if what != "organization" else KEPT, number=group)
    if what in _OF_GOOGLE:
        is_value = part in ("value", "formatted")
        return Column(header, _OF_GOOGLE[what] if is_value else KEPT, number=group)
    if what in ("address", "organization") and part in _PARTS:
        return Column(header, _PARTS[part], number=group)
    return Column(header, KEPT)


def parse_map(typed: str) -> tuple[str, str]:
    """Return the plain header and the field of `COLUMN=FIELD`. Raises UsageProblem."""
    header, sign, field = typed.rpartition("=")
    name, label = _split(field.strip().lower())
    needs_label = name in ("fact", "date") and not label
    if not sign or not header.strip() or name not in FIELDS or needs_label:
        raise UsageProblem(
            f"“{visible(typed)}” maps no column.",
            "Write it like Mobil=phone:mobile, Geburtsort=fact:birthplace,"
            f" Jubiläum=date:anniversary or Kundennr=-. The fields are {', '.join(FIELDS)}.",
        )
    return plain_header(header), f"{name}:{label}" if label else name
