"""`crm write`: a message with the right name and facts, ready to be sent."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Crm
from tinycrm.services.messages import mail_program, templates
from tinycrm.services.messages.composing import Message


@pytest.fixture
def ada(crm: Crm) -> Crm:
    crm(
        "add", "Ada Lovelace", "-e", "anna+x@example.org", "-b", "1986-11-23", "-o", "Engines Ltd",
        "--fact", "coffee=flat white",
    )  # fmt: skip
    return crm


def own(home: Path, name: str, text: str) -> None:
    folder = home / "messages"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.txt").write_text(text, "utf-8")


def test_the_message_for_what_is_due_has_name_and_facts(ada: Crm):
    said = ada("write", "ada").out
    assert said == (
        "To: anna+x@example.org\nSubject: Happy birthday, Ada!\n\nDear Ada,\n\n"
        "happy birthday, and all the best for the year to come! 40 is a good number.\n"
    )
    ada("done", "o1")
    ada("issue", "ada", "Charged twice", "--at", "2026-10-12")
    assert "you had some trouble on 12 October: Charged twice." in ada("write", "ada").out
    ada("resolve", "i1", "refunded.")
    assert "This was done: refunded.\n" in ada("write", "ada").out
    ada("mention", "i1")
    assert "how are you?\n" in ada("write", "ada").out
    assert "a while" not in ada("write", "ada").out
    ada.on("2026-12-25")
    assert "it has been a while. We were last in touch in November." in ada("write", "ada").out
    ada("add", "Grace Hopper", "--referred-by", "ada")
    assert "You sent Grace Hopper to me" in ada("write", "ada").out


def test_a_missing_fact_takes_its_sentence_along_and_that_is_said(crm: Crm):
    crm("add", "Ada")
    written = crm("write", "ada", "birthday")
    assert written.out == (
        "Subject: Happy birthday, Ada!\n\nDear Ada,\n\n"
        "happy birthday, and all the best for the year to come!\n"
    )
    assert "Left out, since age is not known: “{age} is a good number.”" in written.err
    assert crm.json("write", "ada", "birthday") == {
        "to": [], "subject": "Happy birthday, Ada!",
        "text": "Dear Ada,\n\nhappy birthday, and all the best for the year to come!",
        "contact": "c1", "template": "birthday",
    }  # fmt: skip


def test_own_templates_stand_beside_ours_and_replace_them(ada: Crm, home: Path):
    own(
        home,
        "hello",
        "Subject: {name} @ {organization}\n\n{fact.coffee}! {{x}}. {fact.dog}?",
    )
    assert ada.json("write", "ada", "hello")["subject"] == "Ada Lovelace @ Engines Ltd"
    assert ada.json("write", "ada", "hello")["text"] == "flat white! {x}."
    own(home, "birthday", "Sto lat, {first}!")
    assert ada.json("write", "ada") == {
        "to": ["anna+x@example.org"], "subject": "", "text": "Sto lat, Ada!",
        "contact": "c1", "template": "birthday",
    }  # fmt: skip


def test_an_unknown_placeholder_is_an_error_that_names_the_known_ones(ada: Crm, home: Path):
    own(home, "odd", "Dear {firstname}")
    refused = ada.run("write", "ada", "odd")
    assert refused.code == 2
    assert "unknown placeholder {firstname}" in refused.err
    assert "name, first, nickname, organization" in refused.err
    own(home, "odd", "Dear {first")
    assert "without its other half" in ada.run("write", "ada", "odd").err
    missing = ada.run("write", "ada", "nothing")
    assert (missing.code, "birthday, thanks, issue, quiet" in missing.err) == (3, True)
    assert ada.run("write", "ada", "../config").code == 3


def test_what_is_in_a_fact_is_never_a_placeholder_nor_a_new_line(crm: Crm):
    crm("add", "{issue} Bob", "-e", "bob@example.org", "-o", "A\nSubject: B")
    said = crm.json("write", "bob", "quiet")
    assert said["text"].startswith("Dear {issue},")
    assert "at A Subject: B?" in said["text"]


def test_every_template_of_ours_can_be_read_and_filled():
    facts = dict.fromkeys(templates.PLACEHOLDERS, "x")
    for name in templates.OURS:
        template = templates.read_template(name)
        assert template.subject
        assert templates.fill(template.text, facts).left_out == ()


# ── the mail program ─────────────────────────────────────────────────────────────────────


def message(**fields: Any) -> Message:
    whole = {
        "to": ("anna+x@example.org",), "subject": "", "text": "", "who": "c1", "name": "Ada",
        "template": "quiet", "left_out": (), "issue": None, "do_not_contact": False, "also": (),
    }  # fmt: skip
    return Message(**(whole | fields))


def test_mailto_is_percent_encoded():
    assert mail_program.mailto(message()) == "mailto:anna%2Bx@example.org"
    assert mail_program.mailto(message(subject="Grüße & 100 %", text="a\nb")) == (
        "mailto:anna%2Bx@example.org?subject=Gr%C3%BC%C3%9Fe%20%26%20100%20%25&body=a%0D%0Ab"
    )


@given(st.text(st.characters(blacklist_categories=["Cs"])), st.text(st.characters(codec="utf-8")))
@settings(max_examples=50)
def test_mailto_can_be_read_back(subject: str, text: str):
    from urllib.parse import parse_qs, urlsplit

    url = mail_program.mailto(message(subject=subject, text=text))
    assert url.isascii()
    assert " " not in url
    fields = parse_qs(urlsplit(url).query, keep_blank_values=True)
    assert fields.get("subject", [""])[0] == "\r\n".join(subject.splitlines())
    assert fields.get("body", [""])[0] == "\r\n".join(text.splitlines())


def mailer(tmp_path: Path, code: int = 0) -> tuple[str, Path]:
    """A mail program that keeps what it was given."""
    got, script = tmp_path / "got", tmp_path / "mailer.py"
    script.write_text(f"import sys\nopen({str(got)!r}, 'w').write(sys.argv[-1])\nsys.exit({code})")
    return f"'{sys.executable}' '{script}'", got


def test_open_hands_the_message_to_the_mail_program(ada: Crm, tmp_path: Path):
    command, got = mailer(tmp_path)
    ada.env(CRM_MAILER=command)
    assert ada("write", "ada", "--open").out.startswith("To: anna+x@example.org")
    assert got.read_text().startswith("mailto:anna%2Bx@example.org?subject=Happy%20birthday")
    assert ada.json("log") == []  # without a terminal nothing is asked or logged


def test_a_mail_program_that_fails_or_is_missing_is_reported(ada: Crm, tmp_path: Path):
    ada.env(CRM_MAILER=mailer(tmp_path, 3)[0])
    assert ada.run("write", "ada", "--open").code == 1
    ada.env(CRM_MAILER=str(tmp_path / "nothing"))
    missing = ada.run("write", "ada", "--open")
    assert (missing.code, "cannot be started" in missing.err) == (2, True)
    ada("add", "Grace")
    none = ada.run("write", "grace", "--open")
    assert (none.code, "has no e-mail address" in none.err) == (2, True)


def test_what_was_sent_can_be_logged(ada: Crm, tmp_path: Path, terminal: Any):
    screen = terminal("write", "ada", "--open", CRM_MAILER=mailer(tmp_path)[0])
    screen.answer("Was it sent? Then it is logged as greeting. [y/N]", "y")
    assert screen.end() == 0
    [note] = ada.json("log")
    assert (note["kind"], note["text"]) == ("greeting", "Happy birthday, Ada!")
    assert ada.json("today")["birthdays"][0]["greeted"]


def test_who_is_not_to_be_contacted_is_said(ada: Crm):
    ada("edit", "ada", "--do-not-contact")
    assert "is marked do not contact" in ada("write", "ada").err


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Anna Huber", "Anna"),
        ("Huber, Anna", "Anna"),
        ("Frau Huber", "Frau Huber"),
        ("Dr. Anna Huber", "Dr. Anna Huber"),
        ("Madame", "Madame"),
        ("Huber,", "Huber"),
        ("Acme GmbH", "Acme"),
    ],
)
def test_a_letter_begins_with_the_first_name_or_with_the_title(crm: Crm, name: str, first: str):
    crm("add", name)
    assert crm("write", "c1", "hello").out.startswith(f"Subject: Hello {first}\n\nDear {first},\n")
