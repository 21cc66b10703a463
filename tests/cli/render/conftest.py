"""The sample day."""

from __future__ import annotations

import pytest

from tests.conftest import TODAY, Crm, made_once


@pytest.fixture
@made_once
def sample_day(crm: Crm) -> Crm:
    """Monday 23 November 2026: three birthdays, five follow-ups, two issues, three to come."""
    _people(crm)
    _ada(crm)
    _others(crm)
    crm.on(TODAY)
    return crm


def _number(crm: Crm, table: str, following: int) -> None:
    """Let the ids of a table go on from a number, as in a store that is some years old."""
    with crm.db() as db:
        db.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        db.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", (table, following - 1))
    db.close()


def _people(crm: Crm) -> None:
    crm.on("2025-11-20")
    crm("where")
    people: dict[int, tuple[str, ...]] = {
        3: ("Ada Lovelace", "-e", "ada@analytical.example", "-p", "mobile:+44 20 7946 0018",
            "-p", "office:+44 1632 960 961", "-b", "1986-11-23", "--title", "Director",
            "-o", "Analytical Engines Ltd", "-t", "vip", "-t", "retainer", "--every", "4w",
            "--fact", "parking=gate B", "--fact", "coffee=flat white", "--fact", "daughter=Ida, 7"),
        9: ("Mary Somerville",),
        17: ("Grace Hopper", "-b", "26 Nov"),
        21: ("Charles Babbage", "--referred-by", "ada"),
        28: ("Marek Zieliński", "--every", "4w"),
        31: ("Oskar Lind", "--every", "4w"),
        33: ("Piotr Wójcik",),
        34: ("Hanna Weiß",),
        35: ("Zofia Maj",),
        41: ("Jan Nowak", "-b", "1976-11-21", "--fact", "likes=sailing, rye bread",
             "--referred-by", "ada"),
        44: ("Luis Ortega", "--every", "3m"),
        45: ("Ewa Lis", "--referred-by", "piotr"),
    }  # fmt: skip
    crm("add", "Nobody")
    with crm.db() as db:
        db.execute("DELETE FROM contact")
    db.close()
    for number, words in people.items():
        _number(crm, "contact", number)
        crm("add", *words)


def _ada(crm: Crm) -> None:
    with crm.db() as db:  # she has brought Charles and Jan, and was sent by Mary
        db.execute(
            "INSERT INTO win (uid, contact_id, kind, text, won_on, brought_id, created_at)"
            " VALUES ('mary', 9, 'referral', '', '2025-11-20', 3, '2025-11-20T12:00:00Z')"
        )
    db.close()
    crm.on("2026-11-01")
    notes = (
        (88, "2025-11-23", "call: Birthday call, she laughed a lot."),
        (120, "2026-02-03", "message: The frames arrived."),
        (180, "2026-09-05", "meeting: Coffee at the Wellcome. Thinks of a second branch."),
        (199, "2026-10-12", "email: “Charged twice. Again.” Angry, with reason."),
        (201, "2026-10-14", "apology: Refunded the second charge, sent a handwritten card."),
        (214, "2026-11-01", "call: Wants the quote before the board meets on the 30th."
                            " Ida has her first recital. #prints"),
    )  # fmt: skip
    for number, day, words in notes:
        _number(crm, "note", number)
        crm("log", "ada", words, "--at", day)
    _number(crm, "reminder", 12)
    crm("remind", "ada", "send the quote", "--on", "2026-11-13")
    _number(crm, "issue", 7)
    crm("issue", "ada", "Invoice charged twice", "--at", "2026-10-12")
    crm.on("2026-10-14")
    crm("resolve", "i7", "refunded")


def _others(crm: Crm) -> None:
    crm.on("2026-10-05")
    _number(crm, "note", 230)
    crm("log", "jan", "greeting: a card with a boat", "--at", "2025-11-21")
    crm("log", "luis", "message: back from Lisbon in autumn", "--at", "2026-08-23")
    _number(crm, "issue", 8)
    crm("issue", "zofia", "Colours came out green", "--at", "2026-09-30")
    crm("resolve", "i8", "reprinted")
    crm("mention", "i8")
    crm.on(TODAY)
    crm("log", "marek", "meeting: moving offices in December", "--at", "2026-10-19")
    crm("log", "oskar", "call: has a new dog", "--at", "2026-10-30")
    crm("issue", "zofia", "Wrong print size delivered", "--at", "2026-11-19")
    for number, who, text, day in (
        (15, "hanna", "is the contract signed?", "2026-11-20"),
        (18, "me", "VAT return", "2026-11-23"),
        (19, "ewa", "ask for her papers", "2026-11-24"),
    ):
        _number(crm, "reminder", number)
        crm("remind", who, text, "--on", day)
