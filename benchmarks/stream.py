"""`crm add -` of many people against a plain script that inserts the same rows, in turn.

python -m benchmarks.stream [PEOPLE] [ROUNDS]
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

PLAIN = """
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


def _seconds(command: list[str], people: bytes, home: Path) -> float:
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    start = perf_counter()
    subprocess.run(
        command, input=people, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True,
        env=env | {"CRM_HOME": str(home)},
    )  # fmt: skip
    return perf_counter() - start


def main() -> None:
    """Print the medians and their ratio."""
    count, rounds = (int(each) for each in (*sys.argv[1:3], "10000", "5")[:2])
    people = "".join(
        json.dumps({"name": f"Person Number {n}", "emails": [f"person{n}@example.org"]}) + "\n"
        for n in range(count)
    ).encode()
    plain, ours = [], []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            plain.append(
                _seconds([sys.executable, "-c", PLAIN, str(home / "plain.db")], people, home)
            )
            ours.append(_seconds([sys.executable, "-m", "tinycrm", "add", "-"], people, home))
    one, other = statistics.median(plain), statistics.median(ours)
    print(f"{count} people: plain {one:.2f} s, crm add - {other:.2f} s, {other / one:.1f} times")


if __name__ == "__main__":
    main()
