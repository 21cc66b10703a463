"""`crm log --mail`: a message from the mail program as a note."""

import shlex

import pytest

from tests.conftest import Crm
from tests.rows import for_each

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


@for_each(
    ("sender", "words"),
    [
        ('"$(touch /tmp/x) `id`" <eve@x.example>', ["eve@x.example", "--", "$(touch /tmp/x) `id`"]),
        ('"Eve;reboot" <a&b@x.example>', ["a&b@x.example", "--", "Eve;reboot"]),
        ("--force <eve@x.example>", ["eve@x.example", "--", "--force"]),
        ("O'Hara <o@x.example>", ["o@x.example", "--", "O'Hara"]),
    ],
    afresh=True,
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
    assert (note["kind"], note["at"]) == ("email", "2026-11-20T22:30")
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


@for_each(
    "data",
    [
        b"", b"\x00\xff\xfe", b"From: nobody\n\nhello", b"Subject: no sender\n\nhello",
        b"From: a@b.example\n\n",
    ],
    afresh=True,
)  # fmt: skip
def test_what_is_no_message_is_refused_in_a_sentence(crm: Crm, data):
    result = crm.run("log", "--mail", "--new", stdin=data)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("crm: The mail")


@for_each(
    ("head", "at", "said"),
    [
        ("Date: rubbish", "2026-11-23", "Its date, “rubbish”, cannot be right."),
        ("Date: Fri, 20 Nov 2099 09:00:00 +0000", "2026-11-23", "has that of today"),
        ("Date: Mon, 01 Jan 1904 00:00:00 +0000", "2026-11-23", "has that of today"),
        ("Date: Thu, 20 Nov 2026 99:00:00 +9999", "2026-11-23", "has that of today"),
        (
            "Received: by x; Fri, 20 Nov 2026 09:00:00 +0000\nDate: Fri, 20 Nov 2099 09:00 +0000",
            "2026-11-20T09:00", "has that of when it was received",
        ),
        ("X-Date: none", "2026-11-23", ""),
        ("Date: Sun, 22 Nov 2026 23:30:00 -0500", "2026-11-23T04:30", ""),
    ],
    afresh=True,
)  # fmt: skip
def test_a_date_that_cannot_be_right_is_not_used_and_said(crm: Crm, head: str, at: str, said: str):
    result = crm("log", "--mail", "--new", stdin=f"From: a@b.example\n{head}\n\nhello")
    assert [note["at"] for note in crm.json("log")] == [at]
    assert said in result.err
    assert ("cannot be right" in result.err) == bool(said)


# ── mail that no person wrote ────────────────────────────────────────────────────────────


def ada_mail(*headers: str, text: str = "Hello", sender: str = "Ada <ada@a.example>") -> str:
    head = "".join(f"{each}\n" for each in headers)
    subject = "" if "Subject:" in head else "Subject: Hi\n"
    return f"From: {sender}\nTo: me@own.example\n{subject}{head}\n{text}\n"


@pytest.fixture
def ada(crm: Crm) -> Crm:
    crm.home.mkdir(exist_ok=True)
    (crm.home / "config.toml").write_text('me = ["Me@own.example"]\n')
    crm("add", "Ada", "-e", "ada@a.example", "--every", "1w")
    return crm


@for_each(
    ("header", "what"),
    [
        ("Auto-Submitted: auto-replied (vacation)", "an automatic reply"),
        ("Auto-Submitted: auto-replied; owner-email=x", "an automatic reply"),
        ("X-Autoreply: yes", "an automatic reply"),
        ("Precedence: auto_reply", "an automatic reply"),
        ("Subject: Out of Office: Your letter", "an automatic reply"),
        ("Subject: =?utf-8?Q?R=C3=A9ponse_automatique_=3A_Devis?=", "an automatic reply"),
        ("Subject: Abwesenheitsnotiz", "an automatic reply"),
        ("Subject: AUTO: Ada is out of the office (returning 30/11)", "an automatic reply"),
        ("List-Id: <team.a.example>", "from a mailing list"),
        ("List-Unsubscribe: <mailto:out@a.example>", "from a mailing list"),
        ("Precedence: list", "from a mailing list"),
        ("Precedence: bulk", "from a program"),
        ("Auto-Submitted: auto-generated", "from a program"),
        ("Return-Path: <>", "from a program"),
        ("Content-Type: multipart/report; report-type=disposition-notification", "a program"),
    ],
    afresh=True,
)
def test_mail_that_no_person_wrote_is_a_remark_and_said_so(ada: Crm, header: str, what: str):
    result = ada("log", "--mail", stdin=ada_mail(header))
    card = ada.json("show", "ada")
    assert [note["kind"] for note in card["notes"]] == ["note"]
    assert card["last_touch"] is None
    assert f"{what}: kept as a remark" in result.err
    assert "crm edit n1 --kind email" in result.err


@for_each(
    "header",
    ["Auto-Submitted: no", "X-Autoreply: no", "Precedence: normal", "Return-Path: <ada@a.example>",
     "Subject: Re: Automatic reply: Hi", "Subject: Out of office supplies",
     "Subject: Undeliverable love", "Reply-To: ada@a.example"],
    afresh=True,
)  # fmt: skip
def test_mail_of_a_person_is_a_touch(ada: Crm, header: str):
    result = ada("log", "--mail", stdin=ada_mail(header))
    assert [note["kind"] for note in ada.json("log")] == ["email"]
    assert "remark" not in result.err


def test_a_program_is_never_added_as_a_person(ada: Crm):
    for sender in ("No-Reply <no-reply@shop.example>", "MAILER-DAEMON@mx.example"):
        result = ada.run("log", "--mail", "--new", stdin=ada_mail(sender=sender))
        assert result.code == 3
        assert "crm log WHO -" in result.err
    assert len(ada.json("list")) == 1
    ada("add", "The shop", "-e", "no-reply@shop.example")
    ada("log", "--mail", stdin=ada_mail(sender="no-reply@shop.example"))
    assert [note["kind"] for note in ada.json("log")] == ["note"]


# ── who ──────────────────────────────────────────────────────────────────────────────────


def test_the_unknown_receivers_of_ones_own_mail_are_named(ada: Crm):
    mail = (
        "From: ME+x@own.example\nTo: Ada <ada@a.example>, 'Bo B' <bo@b.example>\n"
        "Cc: cy@c.example\nBcc: me@own.example\nSubject: All\n\nHello all\n"
    )
    result = ada("log", "--mail", stdin=mail)
    assert "address bo@b.example: crm add -e bo@b.example -- 'Bo B'" in result.err
    assert "address cy@c.example: crm add -e cy@c.example -- cy" in result.err
    (note,) = ada.json("log")
    assert [each["name"] for each in note["contacts"]] == ["Ada"]
    assert '"direction": "out"' in ada("export").out


def test_with_new_those_the_mail_was_written_to_are_added_and_copies_are_not(ada: Crm):
    mail = (
        "From: me@own.example\nTo: ada@a.example, 'Bo B' <bo@b.example>, x@host\n"
        "Cc: cy@c.example\nSubject: All\n\nHello all\n"
    )
    result = ada("log", "--mail", "--new", stdin=mail)
    (note,) = ada.json("log")
    assert [each["name"] for each in note["contacts"]] == ["Ada", "Bo B"]
    assert "No contact has the address cy@c.example" in result.err
    assert "No contact has the address x@host." in result.err
    ada("undo")
    assert [each["name"] for each in ada.json("list")] == ["Ada"]


def test_an_answer_address_that_is_known_says_who_wrote(ada: Crm):
    mail = ada_mail("Reply-To: ada@a.example", sender="Ada <ada@phone.example>")
    ada("log", "--mail", stdin=mail)
    assert ada.json("log")[0]["contacts"][0]["name"] == "Ada"


def test_of_a_list_nobody_is_taken_for_the_list(ada: Crm):
    ada("add", "The team", "-e", "team@l.example")
    mail = ada_mail("List-Id: <team.l.example>", "Reply-To: team@l.example", sender="bo@b.example")
    assert ada.run("log", "--mail", stdin=mail).code == 3
    ada("log", "--mail", "--new", stdin=mail)
    assert ada.json("log")[0]["contacts"][0]["name"] == "bo"


def test_ones_own_mail_that_came_back_over_a_list_is_with_who_got_it(ada: Crm):
    mail = (
        "From: Me via Team <team@l.example>\nReply-To: me@own.example\nList-Id: <team.l.example>\n"
        "To: team@l.example, ada@a.example\nSubject: Cake\n\nWho brings it?\n"
    )
    ada("log", "--mail", stdin=mail)
    (note,) = ada.json("log")
    assert (note["kind"], [each["name"] for each in note["contacts"]]) == ("note", ["Ada"])
    assert '"direction": "out"' in ada("export").out


def test_a_bounce_names_who_was_not_reached(ada: Crm):
    mail = ada_mail("X-Failed-Recipients: bo@b.example", sender="mailer-daemon@mx.example")
    result = ada.run("log", "--mail", "--new", stdin=mail)
    assert (result.code, len(ada.json("list"))) == (3, 1)
    assert "bo@b.example was not reached. No contact has the address." in result.err


def test_an_address_that_add_would_refuse_is_not_stored_and_no_command_offered(ada: Crm):
    for address in ("fd@arcy", '"a b"@x.example'):
        plain = ada.run("log", "--mail", stdin=ada_mail(sender=f"Eve <{address}>"))
        assert (plain.code, "crm add" in plain.err) == (3, False)
        assert (
            ada.run("log", "--mail", "--new", stdin=ada_mail(sender=f"Eve <{address}>")).code == 2
        )
    assert len(ada.json("list")) == 1


# ── the same mail again ──────────────────────────────────────────────────────────────────


def test_without_a_message_id_a_mail_is_known_by_its_date_sender_and_text(ada: Crm):
    date = "Date: Fri, 20 Nov 2026 09:00:00 +0000"
    first = ada("log", "--mail", stdin=ada_mail(date)).out
    assert ada("log", "--mail", stdin=ada_mail(date)).out == first
    others = (ada_mail(date, text="Bye"), ada_mail("Date: Fri, 20 Nov 2026 09:01:00 +0000"))
    assert [ada("log", "--mail", stdin=each).out for each in others] == ["n2\n", "n3\n"]


def test_other_words_of_another_sender_under_a_known_message_id_are_a_note_of_their_own(ada: Crm):
    ada("add", "Bo", "-e", "bo@b.example")
    ada("log", "--mail", stdin=ada_mail("Message-ID: <1>"))
    other = ada_mail("Message-ID: <1>", text="Other", sender="bo@b.example")
    for _ in range(2):
        result = ada("log", "--mail", stdin=other)
        assert result.out == "n2\n"
    assert "already exists" in result.err
    assert len(ada.json("log")) == 2


def test_the_copy_that_came_over_a_list_and_a_note_that_was_edited_are_the_same_mail(ada: Crm):
    ada("log", "--mail", stdin=ada_mail("Message-ID: <1>"))
    ada("edit", "n1", "--text", "Short")
    result = ada(
        "log", "--mail", stdin=ada_mail("Message-ID: <1>", "List-Id: <t.x>", text="Hello\nFooter")
    )
    assert (result.out, "already exists" in result.err) == ("n1\n", True)
