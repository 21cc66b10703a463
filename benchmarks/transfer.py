"""Files in and out, compared with plain scripts that write and read the same rows.

    python -m benchmarks.transfer [PEOPLE]

Each person has a name, an organization, two addresses, a number and a birthday. The plain scripts
read the file line by line and insert a row for each value, with the indexes that we have, but
without checks, comparing, journal and full text; or read those rows and print them, for a folder
as a file with a card of each person. Processor time of the whole process, the start of Python
included.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

IMPORT_MOST, EXPORT_MOST = 50, 20
"""How many times the plain script an import and an export may take."""

TABLES = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
for statement in (
    "CREATE TABLE contact (id INTEGER PRIMARY KEY, name TEXT, folded TEXT, organization TEXT)",
    "CREATE INDEX contact_by_name ON contact (folded)",
    "CREATE TABLE point (id INTEGER PRIMARY KEY, contact_id INTEGER, kind TEXT, value TEXT,"
    " normal TEXT, UNIQUE (contact_id, kind, normal))",
    "CREATE INDEX point_by_normal ON point (normal)",
    "CREATE TABLE occasion (id INTEGER PRIMARY KEY, contact_id INTEGER, label TEXT, day TEXT)",
    "CREATE INDEX occasion_by_contact ON occasion (contact_id)",
):
    db.execute(statement)
def keep(name, organization, points, day):
    own = db.execute("INSERT INTO contact (name, folded, organization) VALUES (?, ?, ?)",
                     (name, name.lower(), organization)).lastrowid
    for kind, value in points:
        db.execute("INSERT INTO point (contact_id, kind, value, normal) VALUES (?, ?, ?, ?)",
                   (own, kind, value, value.lower()))
    db.execute("INSERT INTO occasion (contact_id, label, day) VALUES (?, 'birthday', ?)",
               (own, day))
"""
PLAIN_CARDS = (
    TABLES
    + """
for line in open(sys.argv[2], encoding="utf-8"):
    name, _, value = line.rstrip("\\r\\n").partition(":")
    if name == "BEGIN":
        card = {"points": []}
    elif name in ("FN", "ORG", "BDAY"):
        card[name] = value
    elif name in ("EMAIL", "TEL"):
        card["points"].append((name, value))
    elif name == "END":
        keep(card["FN"], card["ORG"], card["points"], card["BDAY"])
db.commit()
"""
)
PLAIN_ROWS = (
    TABLES
    + """
import csv
for row in csv.DictReader(open(sys.argv[2], encoding="utf-8", newline="")):
    points = [("email", row["E-mail 1"]), ("email", row["E-mail 2"]), ("phone", row["Phone"])]
    keep(row["Name"], row["Organization"], points, row["Birthday"])
db.commit()
"""
)
PLAIN_EXPORT = """
import json, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
for own, name, organization in db.execute("SELECT id, name, organization FROM contact"):
    points = db.execute("SELECT kind, value FROM point WHERE contact_id = ?", (own,)).fetchall()
    days = db.execute("SELECT label, day FROM occasion WHERE contact_id = ?", (own,)).fetchall()
    print(json.dumps({"name": name, "organization": organization, "points": points, "days": days}))
"""

PLAIN_FOLDER = """
import os, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
os.mkdir(sys.argv[2])
for own, name, organization in db.execute("SELECT id, name, organization FROM contact"):
    points = db.execute("SELECT kind, value FROM point WHERE contact_id = ?", (own,)).fetchall()
    days = db.execute("SELECT label, day FROM occasion WHERE contact_id = ?", (own,)).fetchall()
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"FN:{name}", f"ORG:{organization}"]
    lines += [("EMAIL:" if kind == "email" else "TEL:") + value for kind, value in points]
    lines += [*(f"BDAY:{day}" for _, day in days), "END:VCARD", ""]
    with open(f"{sys.argv[2]}/{own}.vcf", "w", encoding="utf-8", newline="") as file:
        file.write("\\r\\n".join(lines))
"""


def _person(number: int) -> tuple[str, str, str, str, str]:
    signs = "bcdfghklmnprstvz"
    word = "".join(signs[number // 16**place % 16] + "i" for place in range(4)).title()
    mail = f"{word.lower()}{number}"
    day = f"19{number % 90 + 10}-{number % 12 + 1:02}-{number % 28 + 1:02}"
    return (
        f"Anna {word}",
        f"{mail}@work.example",
        f"{mail}@home.example",
        f"+49 171 {number:07}",
        day,
    )


def _write_files(home: Path, people: int) -> tuple[Path, Path]:
    cards, rows = home / "people.vcf", home / "people.csv"
    found = [_person(number) for number in range(people)]
    with cards.open("w", encoding="utf-8", newline="") as file:
        for name, one, two, phone, day in found:
            lines = ("BEGIN:VCARD", "VERSION:3.0", f"FN:{name}", "ORG:Example Ltd", f"EMAIL:{one}",
                     f"EMAIL:{two}", f"TEL:{phone}", f"BDAY:{day}", "END:VCARD", "")  # fmt: skip
            file.write("\r\n".join(lines))
    with rows.open("w", encoding="utf-8", newline="") as file:
        file.write("Name,Organization,E-mail 1,E-mail 2,Phone,Birthday\r\n")
        for name, one, two, phone, day in found:
            file.write(f"{name},Example Ltd,{one},{two},{phone},{day}\r\n")
    return cards, rows


def _seconds(argv: list[str], home: Path) -> float:
    """Run a command and return the processor time that it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        argv, env={**os.environ, "CRM_HOME": str(home)}, check=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _row(what: str, ours: float, plain: float, most: int) -> str:
    ratio = ours / plain
    return f"{what:<20} {ours:6.2f} s  {plain:6.2f} s  {ratio:5.1f} ×  {most:>3} ×"


def main() -> None:
    """Print a row for each way in and out: ours, the plain script, the ratio, what is promised."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    crm = [sys.executable, "-m", "tinycrm"]
    print(f"{people} people                tinycrm     plain   ratio   most")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        cards, rows = _write_files(home, people)
        for what, file, script in (
            ("vCard in", cards, PLAIN_CARDS), ("CSV in", rows, PLAIN_ROWS),
        ):  # fmt: skip
            plain_store = home / f"{file.suffix}.db"
            ours = _seconds([*crm, "import", str(file)], home / file.suffix)
            plain = _seconds([sys.executable, "-c", script, str(plain_store), str(file)], home)
            print(_row(what, ours, plain, IMPORT_MOST))
        plain = _seconds([sys.executable, "-c", PLAIN_EXPORT, str(home / ".csv.db")], home)
        for format_ in ("jsonl", "vcard", "csv", "ics"):
            argv = [*crm, "export", "--format", format_, "-o", str(home / f"out.{format_}")]
            ours = _seconds(argv, home / ".csv")
            print(_row(f"{format_} out", ours, plain, EXPORT_MOST))
        argv = [*crm, "export", "--format", "vcard", "-o", f"{home / 'cards'}/"]
        ours = _seconds(argv, home / ".csv")
        argv = ["-c", PLAIN_FOLDER, str(home / ".csv.db"), str(home / "plain")]
        plain = _seconds([sys.executable, *argv], home)
        print(_row("folder out", ours, plain, EXPORT_MOST))
        ours = _seconds([*crm, "import", str(home / "out.jsonl")], home / "jsonl")
        plain = _seconds([sys.executable, "-c", PLAIN_ROWS, str(home / "j.db"), str(rows)], home)
        print(_row("JSON Lines in", ours, plain, IMPORT_MOST))


if __name__ == "__main__":
    main()
