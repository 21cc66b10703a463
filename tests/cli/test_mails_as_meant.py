"""Mails in six languages, as ten programs write them: with whom, when, what kind, which words.

`tests/exchange/mails/expected.txt` has what is right for each of the files beside it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Crm

MAILS = Path(__file__).parents[1] / "exchange" / "mails"
PEOPLE = {
    "Ada Lovelace": "ada@example.org", "Jürgen Müller": "juergen@example.org",
    "Zofia Maj": "zofia@example.org", "Chloé Petit": "chloe@example.org",
    "Lucía Gómez": "lucia@example.org", "Giulia Rossi": "giulia@example.org",
}  # fmt: skip


def expected() -> dict[str, str]:
    """Return what is expected of each mail."""
    blocks = (MAILS / "expected.txt").read_text("utf-8").split("=== ")[1:]
    return {name: rest.strip() for name, _, rest in (each.partition("\n") for each in blocks)}


@pytest.fixture
def known(crm: Crm) -> Crm:
    crm.home.mkdir(exist_ok=True)
    (crm.home / "config.toml").write_text('me = ["me@example.org"]\n')
    people = [{"name": name, "emails": [email]} for name, email in PEOPLE.items()]
    crm("add", "-", stdin="".join(f"{json.dumps(each)}\n" for each in people))
    return crm


def test_each_mail_is_with_the_right_people_on_the_right_day_in_the_right_words(known: Crm):
    wrong = []
    for name, right in expected().items():
        note = json.loads(
            known("log", "--mail", "--json", stdin=(MAILS / f"{name}.eml").read_bytes()).out
        )
        who = ", ".join(each["name"] for each in note["contacts"])
        read = f"who:  {who}\nwhen: {note['at']}\nkind: {note['kind']}\n\n{note['text']}"
        if read != right:
            wrong.append(f"{name}\n--- read\n{read}\n--- right\n{right}")
    assert not wrong, "\n\n".join(wrong)


def test_each_mail_again_changes_nothing(known: Crm):
    for name in list(expected())[::6]:
        data = (MAILS / f"{name}.eml").read_bytes()
        code = known("log", "--mail", stdin=data).out
        again = known("log", "--mail", stdin=data)
        assert (again.out, "already exists" in again.err) == (code, True)


def test_every_mail_has_what_is_expected_of_it():
    assert {path.stem for path in MAILS.glob("*.eml")} == expected().keys()
