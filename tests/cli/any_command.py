"""Command lines such as people type, drawn by chance; some of them fail."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from typing import NamedTuple

from hypothesis import strategies as st

from tests.conftest import Crm


class Step(NamedTuple):
    """A command line and its stdin, typed on `day`. `{c2}` stands for the third contact."""

    words: tuple[str, ...]
    stdin: str = ""
    day: str = "2026-11-23"

    def run(self, crm: Crm) -> int:
        """Run it; return its exit code."""
        crm.on(self.day)
        words, stdin = (json.loads(fill(crm, json.dumps(e))) for e in (self.words, self.stdin))
        return crm.run(*words, stdin=stdin).code


TABLES = {"c": "contact", "n": "note", "r": "reminder", "i": "issue", "b": "batch"}


def fill(crm: Crm, text: str) -> str:
    """Put codes of records that are there in their places, c99 where there are none."""
    return re.sub(r"\{([cnrib])(\d)\}", lambda found: _code(crm, found[1], int(found[2])), text)


def _code(crm: Crm, letter: str, number: int) -> str:
    with closing(sqlite3.connect(crm.home / "crm.db")) as db:
        order = "DESC" if letter == "b" else "ASC"
        ids = [i for (i,) in db.execute(f"SELECT id FROM {TABLES[letter]} ORDER BY id {order}")]
    return f"{letter}{ids[number % len(ids)] if ids else 99}"


def codes(letters: str) -> st.SearchStrategy[str]:
    """A code of one of these sorts, by its place."""
    return st.tuples(st.sampled_from(letters), st.integers(0, 3)).map(
        lambda pair: f"{{{pair[0]}{pair[1]}}}"
    )


def line(*parts: str | st.SearchStrategy[object]) -> st.SearchStrategy[tuple[str, ...]]:
    """A command line out of words, choices of one word, and choices of several."""
    drawn = [st.just(part) if isinstance(part, str) else part for part in parts]
    return st.tuples(*drawn).map(
        lambda found: tuple(
            word for each in found for word in ((each,) if isinstance(each, str) else each)
        )
    )


def some(*flags: str, most: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    """Some of these, each with its value: `-o Acme`."""
    split = st.sampled_from(flags).map(lambda flag: tuple(flag.split(" ", 1)))
    return st.lists(split, max_size=most).map(
        lambda found: tuple(w for each in found for w in each)
    )


def one(*words: str) -> st.SearchStrategy[str]:
    """One of these words."""
    return st.sampled_from(words)


who = codes("c") | one("Ada", "grace", "łukasz", "ada@a.example", "山本", "nobody")
whos = who | st.tuples(codes("c"), codes("c")).map(",".join) | one("ada,grace", "ada,nobody")
many = st.sampled_from([*"cnri", "cnri"]).flatmap(
    lambda letters: st.lists(codes(letters), min_size=1, max_size=3).map(tuple)
)
words = one(
    "Lunch", "call: Ring #prints +vip", "gift: @grace's book", "Größe\n\tmore", "=1+1 \x1b[31m",
    "", "x" * 3000,
)  # fmt: skip
span = one("1d", "4w", "1m", "1y", "2 weeks")
ahead = one("1w", "2026-12-31", "tomorrow", "2024-02-29", "3/4", "friday")

_ADD = (
    "-e ada@a.example", "-e work:g@h.example", "-e rubbish", "-p mobile:+44 1632 960001",
    "-b 12-10", "-b 1990-11-23", "-b 11-20", "-d wedding=8 July", "-o Łódź Works", "--title CEO",
    "-n Countess", "-t vip", "-t VIP", "-t Łódź", "--every 4w", "--every 1d", "--referred-by ada",
    "--address 1 High St", "--url https://a.example", "--handle @ada", "--fact coffee=black",
    "--note met at the fair", "--do-not-contact", "--if-new", "--update", "--force", "--update",
    "--key form-1", "--json",
)  # fmt: skip
_EDIT_PERSON = (
    "--name Ada King", "-e +new@n.example", "-e -ada@a.example", "-p +12345678", "-b 1 May", "-b ",
    "-d wedding=9 July", "-d -wedding", "-o Acme", "-o ", "--title ", "-n +Ace", "-n -Countess",
    "-t +vip", "-t -vip", "--every 3m", "--every ", "--referred-by grace", "--referred-by ",
    "--referred-by {c0}", "--fact coffee=white", "--fact coffee=", "--do-not-contact",
    "--may-contact", "-k org", "--text no",
)  # fmt: skip
_EDIT_NOTE = (
    "--text other words", "--at 2026-11-01", "-k gift", "--mood 2", "--mood ", "-t +vip",
    "-t -prints", "--who +grace", "--who +{c2}", "--who -ada", "--resolution refunded",
)  # fmt: skip
_EDIT_REMINDER = (
    "--text other words", "--on 2026-12-24", "--every 2w", "--every ", "--fixed", "--from-done",
)  # fmt: skip
_LOG = (
    "-k meeting", "-a 2026-11-01", "--at yesterday", "-a 2027-01-01", "-f 1w", "-f 2w: call back",
    "-t vip", "--mentions {i0}", "--mentioned", "--fact tea=green", "--mood 1", "--new",
    "--key mail-1",
)  # fmt: skip
_MAIL = (
    "From: Ada <ada@a.example>\nTo: me@m.example\nDate: Sun, 22 Nov 2026 10:00:00 +0000\n"
    "Subject: Prints\n\nThank you!\n"
)
_CARDS = "".join(
    f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\n{more}END:VCARD\r\n"
    for name, more in (
        ("Ada", "UID:u-1\r\nEMAIL:ada@a.example\r\nNOTE:a remark\r\nX-SIZE:9\r\n"),
        ("Barbara", "UID:u-2\r\nTEL:+44 1632 960001\r\nBDAY:1990-05-01\r\nCATEGORIES:vip\r\n"),
        ("Ada", "UID:u-3\r\nORG:Elsewhere\r\n"),
    )
)
_PEOPLE = "".join(
    json.dumps(each, ensure_ascii=False) + "\n"
    for each in (
        {"name": "Zoë", "tags": ["vip"], "every": "2w", "facts": {"coffee": "flat white"}},
        {"name": "Ada", "emails": ["ada@a.example"]},
        {"nonsense": 1},
    )
)

_lines = {
    "notes": line(
        "notes", one("kind:talk", "with:ada", "since:2026-01-01"), "--reread",
        st.just(()) | line("--apply"),
    ),
    "add": line("add", one("Ada", "Grace Hopper", "Łukasz", "山本", "[/]"), some(*_ADD, most=5)),
    "log": line("log", whos, words, some(*_LOG)),
    "remind": line(
        "remind", who | one("me"), one("send quote", ""), "--on", ahead,
        st.just(()) | line("--every", span, st.just(()) | line("--fixed")),
    ),
    "done": line("done", many, st.just(()) | line(one("all well", "call: rang"))),
    "snooze": line("snooze", many, ahead),
    "issue": line("issue", who, "charged twice", some("--at 2026-11-01", "--key issue-1", most=1)),
    "resolve": line("resolve", codes("i"), st.just(()) | line("refunded")),
    "mention": line("mention", st.lists(codes("i"), min_size=1, max_size=2).map(tuple)),
    "edit person": line(
        "edit", st.lists(who, min_size=1, max_size=3).map(tuple), some(*_EDIT_PERSON)
    ),
    "edit note": line("edit", codes("n"), some(*_EDIT_NOTE)),
    "edit reminder": line("edit", codes("r"), some(*_EDIT_REMINDER)),
    "edit many": line("edit", many, some(*_EDIT_NOTE, *_EDIT_REMINDER, most=1)),
    "archive": line("archive", st.lists(who, min_size=1, max_size=2).map(tuple), some("--off")),
    "rm": line("rm", many, "--yes"),
    "merge": line("merge", codes("c"), codes("c"), some("--yes", most=1)),
    "distinct": line("dupes", "--distinct", codes("c"), codes("c")),
    "list": line("list", one("tag:vip", "no:every", "nonsense:1"), "--save", one("mine", "ours")),
    "list --unsave": line("list", "--unsave", one("mine", "ours")),
    "nothing": line(one("today", "list", "no-such-command")),
}  # fmt: skip
_from_stdin = {
    "add -": (line("add", "-", some("--update", "--if-new", most=1)), one(_PEOPLE, "rubbish")),
    "log -": (line("log", whos, "-", some(*_LOG)), words),
    "mail": (line("log", "--mail", some("--new")), one(_MAIL, "no mail")),
    "import": (
        line("import", "-", some("--dry-run", "-t vip", most=1)), one(_CARDS, "BEGIN:VCARD")
    ),
    "edit -": (line("edit", "-", some("-t +vip", "-t -lead", "--every 5w")), one("{c0}\n{c1}", "")),
    "rm -": (line("rm", "-", "--yes"), one("{c1}\n{n0}\n", "{r0}\n")),
    "done -": (line("done", "-"), one("{r0}\n{c0}\n{i0}\n")),
}  # fmt: skip
days = one("2026-11-23", "2026-11-23", "2026-11-24", "2026-12-10", "2027-01-31")
changing = st.one_of(
    *(st.builds(Step, found, st.just(""), days) for found in _lines.values()),
    *(st.builds(Step, found, stdin, days) for found, stdin in _from_stdin.values()),
)
"""One step of any command but undo and redo."""

undo, redo = Step(("undo",)), Step(("redo",))
by_name = st.builds(Step, line("undo", codes("bcnri")), st.just(""), days)
"""Taking back something older, or the last change to a record."""
