"""How the cost of many grows: import, `add -` and `log -` of n, 2n and 4n.

    python -m benchmarks.growth [N]

Of different people, of people of one name, and of people with one number. What costs the same for
each has a ratio of 1.0 in the last column: seconds a person of 4n, over those of n.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

Person = Callable[[int], dict[str, object]]


def _word(number: int) -> str:
    """Return a name of syllables: 0 is “Bibibibi”."""
    signs = "bcdfghklmnprstvz"
    return "".join(signs[number // 16**place % 16] + "i" for place in range(4)).title()


def _different(number: int) -> dict[str, object]:
    return {"name": f"Anna {_word(number)}", "phones": [f"+49 171 {number:07}"]}


def _one_name(number: int) -> dict[str, object]:
    return {"name": "Anna Nowak", "phones": [f"+49 171 {number:07}"]}


def _one_number(number: int) -> dict[str, object]:
    return {"name": f"Anna {_word(number)}", "phones": ["+49 171 1234567"]}


def _nothing_but_one_name(number: int) -> dict[str, object]:
    return {"name": "Anna Nowak", "note": str(number)}


KINDS: dict[str, Person] = {
    "different people": _different,
    "one name": _one_name,
    "one number": _one_number,
    "only a name": _nothing_but_one_name,
}


def _card(person: dict[str, object]) -> str:
    phones = person.get("phones", [])
    assert isinstance(phones, list)
    lines = [f"FN:{person['name']}", *(f"TEL:{each}" for each in phones)]
    if "note" in person:
        lines.append(f"NOTE:{person['note']}")
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""])


def _seconds(home: Path, *argv: str, stdin: str = "") -> float:
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    start = os.times()
    subprocess.run(
        [sys.executable, "-m", "tinycrm", *argv],
        input=stdin, text=True, check=False, env=env | {"CRM_HOME": str(home)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    end = os.times()
    return end.children_user + end.children_system - start.children_user - start.children_system


def measure(kind: str, count: int) -> dict[str, float]:
    """Return the seconds that each command takes for `count` people of a kind."""
    people = [KINDS[kind](number) for number in range(count)]
    lines = "".join(json.dumps(each) + "\n" for each in people)
    notes = "".join(json.dumps({"who": p["name"], "text": "hello"}) + "\n" for p in people)
    calls = "".join(
        json.dumps({"who": phones[0], "text": "hello"}) + "\n"
        for each in people
        if isinstance(phones := each.get("phones"), list)
    )
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book.vcf"
        book.write_text("".join(map(_card, people)))
        first, second = Path(folder) / "first", Path(folder) / "second"
        found = {
            "import": _seconds(first, "import", str(book)),
            "import again": _seconds(first, "import", str(book)),
            "add - after it": _seconds(first, "add", "-", "--if-new", stdin=lines),
            "log - by name": _seconds(first, "log", "-", stdin=notes),
            "add -": _seconds(second, "add", "-", stdin=lines),
        }
        if calls:
            found["log - by number"] = _seconds(first, "log", "-", stdin=calls)
        return found


def main() -> None:
    """Print a table for each kind of people."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    for kind in KINDS:
        found = [measure(kind, count * times) for times in (1, 2, 4)]
        print(f"\n{kind:<24}" + "".join(f"{count * times:>9}" for times in (1, 2, 4)) + "   ratio")
        for name in found[0]:
            seconds = [each[name] for each in found]
            row = "".join(f"{each:>9.2f}" for each in seconds)
            print(f"  {name:<22}{row}   {seconds[2] / 4 / seconds[0]:>5.2f}", flush=True)


if __name__ == "__main__":
    main()
