"""Files as other programs write them: what a person expects arrives where it is looked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Crm
from tests.rows import for_each


@pytest.fixture
def imported(crm: Crm, tmp_path: Path):
    """Import a text, twice, and return its first contact: the second time changes nothing."""

    def import_text(text: str, name: str = "book.vcf") -> dict[str, Any]:
        file = tmp_path / name
        file.write_text(text, "utf-8")
        crm("import", str(file))
        again = crm("import", str(file)).out
        assert ": 0 new, 0 updated, " in again
        return crm.json("show", "c1")

    return import_text


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def points(found: dict[str, Any], field: str) -> list[tuple[str, str]]:
    return [(each["value"], each["label"] or "") for each in found[field]]


# ── vCard ────────────────────────────────────────────────────────────────────────────────


def test_the_whole_address_that_google_adds_is_not_said_twice(imported):
    place = "ADR;TYPE=HOME:;;12 Square;London;;SW1Y 4JH;GB;12 Square\\nLondon SW1Y 4JH\\nGB"
    found = imported(card("FN:Ada", place))
    assert points(found, "addresses") == [("12 Square, London, SW1Y 4JH, GB", "home")]


def test_an_eighth_part_of_an_address_that_says_more_stays(imported):
    found = imported(card("FN:Ada", "ADR:;;12 Square;London;;SW1Y;GB;behind the church"))
    assert points(found, "addresses") == [("12 Square, London, SW1Y, GB, behind the church", "")]


def test_the_group_of_everybody_is_no_tag_and_stays_on_the_card(crm: Crm, imported):
    found = imported(card("FN:Ada", "CATEGORIES:myContacts,VIP,starred"))
    assert found["tags"] == ["starred", "VIP"]
    crm("edit", "c1", "-t", "-starred", "-t", "friend")
    assert "CATEGORIES:myContacts,VIP,friend\r\n" in crm("export", "--format", "vcard").out


def test_somebody_who_is_called_as_their_card_displays_them_keeps_its_lines(crm: Crm, imported):
    lines = ("FN:eve@e.example", "N:Stone;Eve;Ann;;", "EMAIL:eve@e.example")
    assert imported(card(*lines))["name"] == "Eve Ann Stone"
    crm("edit", "c1", "--name", "eve@e.example")
    assert crm("export", "--format", "vcard").out == card(*lines)


def test_a_number_written_twice_keeps_both_lines_when_another_one_is_added(crm: Crm, imported):
    found = imported(card("N:King;Ada", "TEL;PREF:0311 1", "TEL;CELL:0311 1", version="2.1"))
    assert points(found, "phones") == [("0311 1", "mobile")]
    crm("edit", "c1", "--phone", "work:0311 2")
    text = crm("export", "--format", "vcard").out
    assert "TEL;PREF:0311 1\r\nTEL;CELL:0311 1\r\n" in text
    assert ":0311 2\r\n" in text


def test_a_group_of_an_old_phone_is_a_tag_that_can_be_taken_off(crm: Crm, imported):
    found = imported(card("FN:Ada", "X-GROUP-MEMBERSHIP:Family"))
    assert found["tags"] == ["Family"]
    crm("edit", "c1", "-t", "-Family")
    assert "Family" not in crm("export", "--format", "vcard").out


@for_each(
    ("head", "label"),
    [
        ("X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=42=C3=BC=72=6F)", "büro"),
        ("X-CUSTOM(Beach house)", "beach house"),
    ],
    afresh=True,
)
def test_a_label_of_ones_own_comes_along_from_samsung(crm: Crm, imported, head: str, label: str):
    found = imported(card("N:Ada", f"TEL;{head}:030 7654321", version="2.1"))
    assert points(found, "phones") == [("030 7654321", label)]


def test_what_a_card_says_beside_its_fields_becomes_facts(crm: Crm, imported):
    found = imported(
        card(
            "FN:Ada", "X-MAIDENNAME:Byron", "X-PHONETIC-LAST-NAME:Lav-lace", "GENDER:F",
            "LANG;PREF=1:en", "LANG;PREF=2:fr", "TZ:Europe/London", "DEATHDATE:18521127",
            "X-PM-SCHEME:pgp-mime", version="4.0",
        )
    )  # fmt: skip
    assert found["facts"] == {
        "maiden name": "Byron", "phonetic last name": "Lav-lace", "gender": "F",
        "language": "en; fr", "time zone": "Europe/London", "died": "1852-11-27",
    }  # fmt: skip
    assert found["also"] == []
    crm("edit", "c1", "--fact", "gender=")
    assert "GENDER:F\r\n" in crm("export", "--format", "vcard").out


def test_pages_and_names_of_nextcloud_and_fastmail_are_read(imported):
    found = imported(
        card(
            "FN:Ada", "CLOUD:ada@cloud.example", "SOCIAL1.X-SOCIAL-PROFILE;TYPE=twitter:adal",
            "X-FM-ONLINE-OTHER;TYPE=blog:https://blog.example",
        )
    )  # fmt: skip
    assert points(found, "handles") == [("ada@cloud.example", "nextcloud"), ("adal", "twitter")]
    assert points(found, "urls") == [("https://blog.example", "blog")]


@for_each("name", ["X-ADDRESSBOOKSERVER-MEMBER", "MEMBER"], afresh=True)
def test_who_is_in_a_group_is_said_on_both_cards_and_goes_back(crm: Crm, imported, name: str):
    group = card(
        "FN:Choir", "X-ADDRESSBOOKSERVER-KIND:group", f"{name}:urn:uuid:u-ada",
        f"{name}:urn:uuid:u-bo", f"{name}:mailto:cy@c.example",
    )  # fmt: skip
    imported(group + card("UID:u-ada", "FN:Ada") + card("UID:u-bo", "FN:Bo"))
    choir = [(each["label"], each["name"]) for each in crm.json("show", "choir")["related"]]
    assert choir == [("member", "Ada"), ("member", "Bo"), ("member", "cy@c.example")]
    assert "member of Choir" in crm("show", "ada").out
    crm("edit", "choir", "--related", "-member=Ada")
    written = crm("export", "choir", "--format", "vcard").out
    assert [line for line in written.split("\r\n") if line.startswith(name)] == [
        f"{name}:urn:uuid:u-bo", f"{name}:mailto:cy@c.example"
    ]  # fmt: skip


def test_the_addresses_of_a_list_of_evolution_are_those_of_its_members(crm: Crm, imported):
    lines = (
        "FN:Choir", "X-EVOLUTION-LIST:TRUE",
        "EMAIL;X-EVOLUTION-DEST-CONTACT-UID=u-ada:ada@a.example",
        'EMAIL;X-EVOLUTION-DEST-NAME="Bo":Bo <bo@b.example>', "EMAIL:cy@c.example",
    )  # fmt: skip
    imported(card("UID:u-ada", "FN:Ada", "EMAIL:ada@a.example") + card(*lines))
    choir = crm.json("show", "choir")
    assert (choir["kind"], choir["emails"]) == ("group", [])
    assert [each["name"] for each in choir["related"]] == [
        "Ada",
        "Bo <bo@b.example>",
        "cy@c.example",
    ]
    assert crm("export", "choir", "--format", "vcard").out == card(*lines)


def test_what_kaddressbook_writes_under_names_of_its_own_is_read(imported):
    found = imported(
        card(
            "FN:Ada", "X-KADDRESSBOOK-BlogFeed:https://blog.example",
            "X-KADDRESSBOOK-X-Profession:Mathematician", "X-KADDRESSBOOK-X-Office:Room 3",
            "X-KADDRESSBOOK-X-IMAddress:ada.l", "X-KADDRESSBOOK-X-SpouseName:William",
        )
    )  # fmt: skip
    assert found["facts"] == {"profession": "Mathematician", "office": "Room 3"}
    assert points(found, "urls") == [("https://blog.example", "blog")]
    assert points(found, "handles") == [("ada.l", "")]
    assert [each["name"] for each in found["related"]] == ["William"]
    assert found["also"] == []


# ── CSV ──────────────────────────────────────────────────────────────────────────────────


def test_a_sheet_made_by_hand_is_understood(imported):
    found = imported(
        "Kontakt;Handynr.;Mailadresse;Geb.;Firmenname;Bemerkungen;Instagram\n"
        "Käthe Groß;0170 1234567;k@g.example;3.4.1980;Café Groß;mag Tee;kaethe\n",
        "sheet.csv",
    )
    assert (found["name"], found["organization"]) == ("Käthe Groß", "Café Groß")
    assert found["birthday"] == "1980-04-03"
    assert points(found, "phones") == [("0170 1234567", "mobile")]
    assert points(found, "emails") == [("k@g.example", "")]
    assert points(found, "handles") == [("kaethe", "instagram")]
    assert [each["text"] for each in found["notes"]] == ["mag Tee"]


def test_a_column_that_may_be_a_name_is_none_beside_a_name(imported):
    found = imported("Name,Kontakt\nAda Lovelace,by phone\n", "sheet.csv")
    assert found["name"] == "Ada Lovelace"
    assert found["also"] == [{"name": "Kontakt", "value": "by phone"}]


@for_each(
    ("cell", "phones"),
    [
        ("07700 900555 / 07700 900556", ["07700 900555", "07700 900556"]),
        ("+44 7700 900555; +44 7700 900556", ["+44 7700 900555", "+44 7700 900556"]),
        ("030/1234567", ["030/1234567"]),
        ("0341 / 99 88 77", ["0341 / 99 88 77"]),
        ("030 1234567/68", ["030 1234567/68"]),
        ("+1 555 010 0199,12", ["+1 555 010 0199,12"]),
    ],
    afresh=True,
)
def test_two_phone_numbers_in_a_cell_are_two(crm: Crm, imported, cell: str, phones: list[str]):
    found = imported(f"Name\tPhone\nBob\t{cell}\n", "sheet.csv")
    assert [value for value, _ in points(found, "phones")] == phones


@for_each(
    ("cell", "emails", "also"),
    [
        ("a@x.example, b@x.example", ["a@x.example", "b@x.example"], []),
        ("a@x.example b@x.example", ["a@x.example", "b@x.example"], []),
        ("a@x.example or home", [], ["a@x.example or home"]),
    ],
    afresh=True,
)
def test_two_e_mails_in_a_cell_are_two(
    crm: Crm, imported, cell: str, emails: list[str], also: list[str]
):
    found = imported(f"Name\tE-mail\nBob\t{cell}\n", "sheet.csv")
    assert [value for value, _ in points(found, "emails")] == emails
    assert [each["value"] for each in found["also"]] == also


def test_what_outlook_asks_a_person_to_type_is_shown(imported):
    found = imported(
        "First Name,Last Name,Gender,Billing Information,Mileage,Account,Priority\n"
        "Ada,Lovelace,Female,net 30,12,A7,Normal\nBo,Hart,Unspecified,,,,Normal\n",
        "outlook.csv",
    )
    assert found["facts"] == {
        "gender": "Female", "billing information": "net 30", "mileage": "12", "account": "A7",
    }  # fmt: skip
    assert found["also"] == []


def test_ort_is_where_an_outlook_contact_is_and_no_third_address(imported):
    found = imported(
        "Vorname,Nachname,Ort geschäftlich,Ort privat,Ort\nAda,Lovelace,London,Bath,Raum 3\n",
        "outlook.csv",
    )
    assert points(found, "addresses") == [("London", "work"), ("Bath", "home")]
    assert found["facts"] == {"location": "Raum 3"}


def test_the_days_of_one_column_tell_the_order_of_the_others(imported):
    found = imported(
        "Name,Birthday,Anniversary\nAda,12/10/1980,7/8/2005\nBo,12/25/1981,\n", "book.csv"
    )
    assert (found["birthday"], found["occasions"][0]["day"]) == ("1980-12-10", "2005-07-08")


def test_days_that_nothing_explains_are_read_once_the_settings_do(crm: Crm, tmp_path: Path):
    file = tmp_path / "book.csv"
    file.write_text("Name,Birthday\nAda,12/10/1980\n")
    said = 'write date_order = "DMY" or "MDY" with crm config --edit, then crm import --again'
    assert said in crm("import", str(file)).err
    assert crm("import", "--again").out.endswith(" 1 unchanged, 0 skipped\n")
    assert crm.json("show", "ada")["birthday"] is None
    (crm.home / "config.toml").write_text('date_order = "DMY"\n')
    crm("import", "--again")
    ada = crm.json("show", "ada")
    assert (ada["birthday"], ada["also"]) == ("1980-10-12", [])
    assert ": 0 new, 0 updated, " in crm("import", str(file)).out


def test_a_day_is_read_as_excel_shows_it(crm: Crm, imported):
    imported(
        "Name,Birthday\nAda,3-Apr-80\nBo,3-Apr-1981\nCy,3-Apr\nDi,3 Apr 27\nEd,3-Ab-80\n", "d.csv"
    )
    days = {each["name"]: each["birthday"] for each in crm.json("list")}
    assert days == {
        "Ada": "1980-04-03", "Bo": "1981-04-03", "Cy": "--04-03", "Di": "1927-04-03", "Ed": None,
    }  # fmt: skip


def test_the_service_of_a_user_name_is_its_label(imported):
    found = imported(
        "First Name,IM 1 - Label,IM 1 - Service,IM 1 - Value\nAda,Work,Skype,ada.l\n", "google.csv"
    )
    assert points(found, "handles") == [("ada.l", "skype")]


def test_a_column_is_shown_under_its_whole_header(crm: Crm, imported):
    found = imported("Name,Lic. No.,Path\nAda,7,C:\\new\n", "sheet.csv")
    also = [{"name": "Lic. No.", "value": "7"}, {"name": "Path", "value": "C:\\new"}]
    assert found["also"] == also
    assert "lic. no.: 7" in crm("show", "ada").out


def test_one_value_that_is_not_understood_is_said_of_one(crm: Crm, tmp_path: Path):
    file = tmp_path / "book.vcf"
    file.write_text(card("FN:Ada", "BDAY:circa 1915"))
    assert "It is kept on its card, under “Also”." in crm("import", str(file)).err


def test_the_card_that_somebody_came_with_goes_back_and_not_that_of_another_program(
    crm: Crm, imported
):
    photo = f"PHOTO;ENCODING=b;TYPE=JPEG:{'/9j4' * 400}"
    imported(card("UID:own", "FN:Ada Lovelace", "EMAIL:ada@a.example", photo))
    imported(card("FN:Ada Lovelace", "EMAIL:ada@a.example", "TEL:+44 1632 960961"), "google.vcf")
    written = crm("export", "--format", "vcard").out
    assert f"UID:own\r\nFN:Ada Lovelace\r\nEMAIL:ada@a.example\r\n{photo}\r\n" in written
    assert "\r\nTEL:+44 1632 960961\r\n" in written


def test_somebody_without_a_name_keeps_what_they_are_called_by(crm: Crm, tmp_path: Path, imported):
    imported(card("N:;;;;", "TEL:0171 5556667"))
    crm("edit", "c1", "-t", "plumber")
    assert "FN" not in crm("export", "--format", "vcard").out
    crm("edit", "c1", "-n", "Fix It")
    written = tmp_path / "written.vcf"
    crm("export", "--format", "vcard", "-o", str(written))
    assert "FN:0171 5556667\r\n" in written.read_bytes().decode()
