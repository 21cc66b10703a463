"""Other programs for the terminal, and how each is given the same people.

Each has a temporary home with the smallest configuration, and holds one record for every person: a
task, a card or an entry. None asks the network.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

DUE, ONE, ADD = "due today", "one person", "add one"
ACTS = (DUE, ONE, ADD)


class Person(NamedTuple):
    """A person as every program can hold one."""

    uid: str
    name: str
    email: str
    phone: str
    birthday: str
    """Like 1999-11-15, or empty."""
    note: str
    due: date


class Act(NamedTuple):
    """The words after the command, a pattern that proves what they did, and what is typed in.

    `{n}` is the number of the round.
    """

    words: Sequence[str]
    proof: str
    typed: str = ""


class Program(NamedTuple):
    """A program: its command, what it is, how it is filled, and what it is asked."""

    command: str
    about: str
    fill: Callable[[Path, Sequence[Person], str], None]
    """From its home, the people and its version."""
    acts: Mapping[str, Act]


def environment(env: Mapping[str, str], home: Path) -> dict[str, str]:
    """Return an environment in which a program finds nothing but what is in `home`."""
    kept = {k: v for k, v in env.items() if not k.startswith(("XDG_", "TASK", "JRNL", "CRM_"))}
    places = {f"XDG_{name.upper()}_HOME": str(home / name) for name in ("config", "data", "cache")}
    return kept | places | {"HOME": str(home), "TASKRC": str(home / "taskrc"), "LC_ALL": "C.UTF-8"}


def today() -> date:
    """Return the machine's day: these programs cannot be given another one."""
    return datetime.now().astimezone().date()


def read(exported: str) -> list[Person]:
    """Return the people that `crm export` wrote, with the day when each is due.

    Who has neither a reminder nor a cadence is due on one of the next 180 days.
    """
    records = [json.loads(line) for line in exported.splitlines()]
    of = {kind: [r for r in records if r["record"] == kind] for kind in ("note", "reminder")}
    notes = {note["contacts"][0]: note["text"] for note in of["note"]}
    days = {r["contact"]: r["on"] for r in of["reminder"] if not r["done_at"]}
    people = []
    for number, each in enumerate(r for r in records if r["record"] == "contact"):
        day = days.get(each["id"]) or each["next_due"]
        later = today() + timedelta(days=1 + number * 37 % 180)
        people.append(
            Person(
                uid=each["uid"],
                name=each["name"],
                email=_first(each["emails"]),
                phone=_first(each["phones"]),
                birthday=(each["birthday"] or "").replace("--", "1604-", 1),  # as address books do
                note=notes.get(each["id"], ""),
                due=date.fromisoformat(day) if day else later,
            )
        )
    return people


def _first(points: Sequence[Mapping[str, str]]) -> str:
    return points[0]["value"] if points else ""


# ── one after the other ──────────────────────────────────────────────────────────────────


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def fill_task(home: Path, people: Sequence[Person], _version: str) -> None:
    """Write tasks with a due date, as `task import` takes them on its first start."""
    _write(
        home / "taskrc",
        f"data.location={home / 'tasks'}\nconfirmation=off\nnews.version=99.0.0\n",
    )
    (home / "tasks").mkdir()
    tasks = [
        {
            "uuid": each.uid,
            "description": f"Get in touch with {each.name}",
            "status": "pending",
            "entry": "20260101T120000Z",
            "due": f"{each.due:%Y%m%d}T120000Z",
            "annotations": [{"entry": "20260101T120000Z", "description": each.note}],
        }
        for each in people
    ]
    _write(home / "tasks.json", json.dumps(tasks))


def fill_khard(home: Path, people: Sequence[Person], _version: str) -> None:
    """Write a folder of vCards."""
    _write(
        home / "config/khard/khard.conf",
        f"[addressbooks]\n[[people]]\npath = {home / 'people'}\n",
    )
    for each in people:
        lines = ["BEGIN:VCARD", "VERSION:3.0", f"UID:{each.uid}", f"FN:{each.name}"]
        given, _, family = each.name.rpartition(" ")
        lines.append(f"N:{family};{given};;;")
        lines += [f"EMAIL;TYPE=work:{each.email}"] if each.email else []
        lines += [f"TEL;TYPE=cell:{each.phone}"] if each.phone else []
        lines += [f"BDAY:{each.birthday}"] if each.birthday else []
        lines += [f"NOTE:{_escaped(each.note)}", "END:VCARD", ""]
        _write(home / "people" / f"{each.uid}.vcf", "\r\n".join(lines))


def fill_todoman(home: Path, people: Sequence[Person], _version: str) -> None:
    """Write a folder of to-dos."""
    config = f"path = {str(home / 'lists/*')!r}\ndate_format = '%Y-%m-%d'\n"
    _write(
        home / "config/todoman/config.py",
        f"{config}time_format = '%H:%M'\ndefault_list = 'people'\n",
    )
    for each in people:
        lines = (
            *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:benchmark", "BEGIN:VTODO"),
            f"UID:{each.uid}",
            "DTSTAMP:20260101T120000Z",
            f"DUE;VALUE=DATE:{each.due:%Y%m%d}",
            f"SUMMARY:Get in touch with {each.name}",
            f"DESCRIPTION:{_escaped(each.note)}",
            *("END:VTODO", "END:VCALENDAR", ""),
        )
        _write(home / "lists/people" / f"{each.uid}.ics", "\r\n".join(lines))


def fill_jrnl(home: Path, people: Sequence[Person], version: str) -> None:
    """Write a journal with an entry for each: the first today, the others on days before."""
    days = [today() - timedelta(days=number) for number in range(len(people))]
    entries = [
        f"[{day} 09:00] {each.name}: {each.note}\n\n"
        for day, each in zip(reversed(days), reversed(people), strict=True)
    ]
    journal = home / "journal.txt"
    _write(journal, "".join(entries))
    lines = (
        f"version: v{version}",
        f"journals: {{default: {{journal: {json.dumps(str(journal))}}}}}",
        "editor: ''",
        "encrypt: false",
        "template: false",
        "default_hour: 9",
        "default_minute: 0",
        "timeformat: '%Y-%m-%d %H:%M'",
        "tagsymbols: '@'",
        "highlight: true",
        "linewrap: 79",
        "indent_character: '|'",
        "colors: {body: none, date: none, tags: none, title: none}",
    )
    _write(home / "config/jrnl/jrnl.yaml", "\n".join(lines) + "\n")


def _escaped(text: str) -> str:
    for char in "\\,;":
        text = text.replace(char, f"\\{char}")
    return text


PROGRAMS: Mapping[str, Program] = {
    "taskwarrior": Program(
        "task",
        "C++, a task with its due day for each person",
        fill_task,
        {
            DUE: Act(("due.before:tomorrow", "list"), "Get in touch"),
            ONE: Act(("Lovelace", "list"), "Ada Lovelace"),
            ADD: Act(("add", "Get in touch with Person {n}", "due:2030-12-01"), "Created task"),
        },
    ),
    "khard": Program(
        "khard",
        "Python, a vCard for each person",
        fill_khard,
        {
            DUE: Act(("birthdays",), "Ada Lovelace"),
            ONE: Act(("show", "lovelace"), "Ada Lovelace"),
            ADD: Act(
                ("new", "-a", "people"),
                "Creation successful",
                "First name : Person\nLast name : Number{n}\n"
                "Email :\n    work : person{n}@new.example\n",
            ),
        },
    ),
    "jrnl": Program(
        "jrnl",
        "Python, an entry for each person",
        fill_jrnl,
        {
            DUE: Act(("-on", "today"), "Ada Lovelace"),
            ONE: Act(("-contains", "Lovelace"), "Ada Lovelace"),
            ADD: Act(("2026-01-01: Lunch with Person {n}.",), ""),
        },
    ),
    "todoman": Program(
        "todo",
        "Python, a to-do with its due day for each person",
        fill_todoman,
        {
            DUE: Act(("list", "--due", "24"), "Get in touch"),
            ONE: Act(("list", "--grep", "Lovelace"), "Ada Lovelace"),
            ADD: Act(("new", "--due", "2030-12-01", "Get in touch with Person {n}"), "Person {n}"),
        },
    ),
}
