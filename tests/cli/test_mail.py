"""`crm log --mail`: a message from the mail program as a note."""

import shlex

import pytest

from tests.conftest import Crm

MAIL = """\
From: =?utf-8?q?Zofia_Maj=C5=82?= <Zofia@maj.example>
To: me@own.example
Date: Fri, 20 Nov 2026 23:30:00 +0100
Subject: The posters
Message-ID: <1@maj.example>
Content-Type: text/plain; charset=utf-8

Hello, they arrived. #tag @nobody

On Thu, 19 Nov 2026, Me wrote:
> Have they arrived?

--\x20
Zofia
"""


def test_an_unknown_sender_is_exit_3_with_the_add_to_copy(crm: Crm):
    crm.make_store()
    result = crm.run("log", "--mail", stdin=MAIL)
    assert (result.code, result.out) == (3, "")
    assert result.err == (
        "crm: No contact has the address Zofia@maj.example.\n"
        "     crm add -e Zofia@maj.example -- 'Zofia Majł'   (or --new)\n"
    )
    assert crm("list").out == ""


@pytest.mark.parametrize(
    ("sender", "words"),
    [
        ('"$(touch /tmp/x) `id`" <eve@x.example>', ["eve@x.example", "--", "$(touch /tmp/x) `id`"]),
        ('"Eve;reboot" <a&b@x.example>', ["a&b@x.example", "--", "Eve;reboot"]),
        ("--force <eve@x.example>", ["eve@x.example", "--", "--force"]),
        ("O'Hara <o@x.example>", ["o@x.example", "--", "O'Hara"]),
    ],
)
def test_the_add_to_copy_is_words_to_a_shell_and_nothing_more(
    crm: Crm, sender: str, words: list[str]
):
    mail = MAIL.replace("=?utf-8?q?Zofia_Maj=C5=82?= <Zofia@maj.example>", sender)
    result = crm.run("log", "--mail", stdin=mail)
    assert result.code == 3
    line = result.err.splitlines()[1].removesuffix("   (or --new)")
    said = shlex.split(line)
    assert said == ["crm", "add", "-e", *words]
    assert crm(*said[1:]).out == "c1\n"
    assert crm("log", "--mail", stdin=mail).out == "n1\n"


def test_a_mail_is_who_when_and_the_words_that_are_not_quoted(crm: Crm):
    crm("add", "Zofia", "-e", "zofia@maj.example")
    assert crm("log", "--mail", stdin=MAIL).out == "n1\n"
    (note,) = crm.json("show", "zofia")["notes"]
    assert (note["kind"], note["at"]) == ("email", "2026-11-20 22:30")
    assert note["text"] == "The posters\n\nHello, they arrived. #tag @nobody"
    assert note["tags"] == []


def test_the_same_mail_again_changes_nothing(crm: Crm):
    crm("log", "--mail", "--new", stdin=MAIL)
    again = crm("log", "--mail", "--new", stdin=MAIL)
    assert again.out == "n1\n"
    assert "already exists" in again.err
    assert [each["name"] for each in crm.json("list")] == ["Zofia Majł"]


def test_a_mail_from_the_owner_is_about_whom_it_went_to(crm: Crm):
    crm.home.mkdir()
    (crm.home / "config.toml").write_text('me = ["Me@own.example"]\n')
    crm("add", "Ada", "-e", "ada@a.example")
    mail = "From: me@own.example\nTo: Ada <ada@a.example>\nSubject: Hi\n\nThe quote.\n"
    crm("log", "--mail", stdin=mail)
    assert crm.json("show", "ada")["notes"][0]["text"] == "Hi\n\nThe quote."
    assert '"direction": "out"' in crm("export").out


def test_html_is_read_without_its_tags(crm: Crm):
    mail = (
        "From: a@b.example\nSubject: x\nContent-Type: text/html\n\n"
        "<style>p{}</style><p>Good <b>day</b></p><blockquote>old</blockquote>"
    )
    crm("log", "--mail", "--new", stdin=mail)
    assert crm.json("show", "a@b.example")["notes"][0]["text"] == "x\n\nGood day"


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\x00\xff\xfe", b"From: nobody\n\nhello", b"Subject: no sender\n\nhello",
        b"From: a@b.example\n\n",
    ],
)  # fmt: skip
def test_what_is_no_message_is_refused_in_a_sentence(crm: Crm, data):
    result = crm.run("log", "--mail", "--new", stdin=data)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("crm: The mail")


def test_a_date_that_is_broken_or_ahead_counts_as_today(crm: Crm):
    for number, date in enumerate(("rubbish", "Fri, 20 Nov 2099 09:00:00 +0000")):
        mail = f"From: a@b.example\nDate: {date}\nMessage-ID: <{number}>\n\nhello {number}"
        crm("log", "--mail", "--new", stdin=mail)
    assert {note["at"] for note in crm.json("log")} == {"2026-11-23"}
