"""What many programs do at once: `python -m tests.store.racers add_many 5 4`, five times four.

Prints all their lines; the exit code is 1 if one of them failed or complained.
"""

from __future__ import annotations

import sys
from datetime import date
from functools import partial

from tests.store.forks import do_at_once
from tinycrm.cli.main import run
from tinycrm.errors import NotFound
from tinycrm.services.editing import adding
from tinycrm.services.history import undoing
from tinycrm.services.people import listing, new_contact
from tinycrm.store import reading


def add_many(number: int, times: int) -> None:
    for n in range(times):
        print(adding.add(new_contact.NewContact(name=f"Person {number}x{n}")).record.id)


def add_same(number: int, times: int) -> None:
    for n in range(times):
        draft = new_contact.NewContact(name=f"Person {n}", tags=("lead",))
        print(adding.add(draft, if_known="keep").record.id)


def add_or_undo(number: int, times: int) -> None:
    for n in range(times):
        if number % 2:
            draft = new_contact.NewContact(name=f"Person {number}x{n}")
            print("add", adding.add(draft).record.id)
        else:
            try:
                print("undo", undoing.undo(prefer_by_hand=False).undone.label)
            except NotFound:
                print("nothing")


def read_while_one_adds(number: int, times: int) -> None:
    if number == 0:
        add_many(number, times)
        return
    for _ in range(times):
        with reading() as db:
            print("read", len(listing.find_contacts(db, (), date(2026, 11, 23))))


def run_the_same_add(number: int, times: int) -> None:
    sys.argv[1:] = ["add", "Ada", "-t", "lead", "--if-new"]
    run()


def list_ids(number: int, times: int) -> None:
    sys.argv[1:] = ["list", "--ids"]
    run()


TALKATIVE = ("run_the_same_add", "list_ids")
"""The commands among them: they say on stderr what they do."""


def main(name: str, processes: int, times: int) -> int:
    """Let so many processes do it."""
    works = [partial(globals()[name], number, times) for number in range(processes)]
    ended = do_at_once(works)
    for each in ended:
        sys.stdout.write(each.out)
        sys.stderr.write(each.err)
    is_silent = name not in TALKATIVE
    return int(any(each.code or (is_silent and each.err) for each in ended))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:])))
