"""Runs the commands that stdin has as JSON, one after the other, each in a process of its own.

It prints the exit code and both outputs of each, as JSON. The tests start it without the powers of
root.
"""

from __future__ import annotations

import json
import sys
from functools import partial

from tests.store.forks import do_at_once
from tinycrm.cli.main import run


def _run(argv: list[str]) -> None:
    sys.argv[1:] = argv
    run()


if __name__ == "__main__":
    print(json.dumps([do_at_once([partial(_run, argv)])[0] for argv in json.load(sys.stdin)]))
