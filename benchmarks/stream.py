"""`crm add -` of many people, compared with plain scripts that insert them.

    python -m benchmarks.stream [PEOPLE] [ROUNDS]

Both scripts write a row for each person and one for each address, in one transaction. The
shortest one writes names and addresses; the other one the same rows as we do: every column
that we fill, with indexes, but without checks, journal and full-text index.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

SHORTEST = """
import json, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("CREATE TABLE contact (id INTEGER PRIMARY KEY, name TEXT)")
db.execute("CREATE TABLE contact_point (id INTEGER PRIMARY KEY, contact_id INTEGER, value TEXT)")
for line in sys.stdin:
    person = json.loads(line)
    own = db.execute("INSERT INTO contact (name) VALUES (?)", (person["name"],)).lastrowid
    for email in person["emails"]:
        db.execute("INSERT INTO contact_point (contact_id, value) VALUES (?, ?)", (own, email))
db.commit()
"""

SAME_ROWS = """
import json, sqlite3, sys, uuid
from datetime import UTC, datetime
db = sqlite3.connect(sys.argv[1])
for statement in (
    "CREATE TABLE contact (id INTEGER PRIMARY KEY, uid TEXT UNIQUE, kind TEXT, name TEXT,"
    " folded TEXT, organization TEXT, title TEXT, folded_work TEXT, do_not_contact INTEGER,"
    " created_at TEXT, updated_at TEXT)",
    "CREATE INDEX contact_by_name ON contact (folded)",
    "CREATE TABLE contact_point (id INTEGER PRIMARY KEY, contact_id INTEGER, kind TEXT,"
    " label TEXT, value TEXT, normal TEXT, position INTEGER, UNIQUE (contact_id, kind, normal))",
    "CREATE INDEX contact_point_by_normal ON contact_point (normal)",
):
    db.execute(statement)
now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
for line in sys.stdin:
    person = json.loads(line)
    name = person["name"]
    own = db.execute(
        "INSERT INTO contact (uid, kind, name, folded, organization, title, folded_work,"
        " do_not_contact, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (str(uuid.uuid4()), "person", name, name.lower(), "", "", "", 0, now, now),
    ).lastrowid
    for position, email in enumerate(person["emails"]):
        db.execute(
            "INSERT INTO contact_point (contact_id, kind, label, value, normal, position)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (own, "email", "", email, email.lower(), position),
        )
db.commit()
"""
PLAIN = {"the shortest script": SHORTEST, "the same rows": SAME_ROWS}


def _seconds(command: list[str], people: bytes, home: Path) -> float:
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    start = perf_counter()
    subprocess.run(
        command, input=people, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True,
        env=env | {"CRM_HOME": str(home)},
    )  # fmt: skip
    return perf_counter() - start


def main() -> None:
    """Print the medians and their ratios."""
    count, rounds = (int(each) for each in (*sys.argv[1:3], "10000", "5")[:2])
    people = "".join(
        json.dumps({"name": f"Person Number {n}", "emails": [f"person{n}@example.org"]}) + "\n"
        for n in range(count)
    ).encode()
    took: dict[str, list[float]] = {name: [] for name in (*PLAIN, "crm add -")}
    for _ in range(rounds):
        for name, script in PLAIN.items():
            with tempfile.TemporaryDirectory() as folder:
                argv = [sys.executable, "-c", script, f"{folder}/plain.db"]
                took[name].append(_seconds(argv, people, Path(folder)))
        with tempfile.TemporaryDirectory() as folder:
            argv = [sys.executable, "-m", "tinycrm", "add", "-"]
            took["crm add -"].append(_seconds(argv, people, Path(folder)))
    medians = {name: statistics.median(each) for name, each in took.items()}
    ours = medians.pop("crm add -")
    print(f"{count} people: crm add - {ours:.2f} s")
    for name, seconds in medians.items():
        print(f"{name}: {seconds:.2f} s, crm add - takes {ours / seconds:.1f} times as long")


if __name__ == "__main__":
    main()
