"""Options that several commands share, each described once."""

from __future__ import annotations

from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Key = Annotated[
    str | None, typer.Option(help="A script's own id: the same key again changes nothing.")
]
At = Annotated[str | None, typer.Option("-a", "--at", help="When: 2026-12-01, friday, 3 dec.")]
On = Annotated[str | None, typer.Option("--on", help="The same as --at.")]
Until = Annotated[str | None, typer.Option("--until", help="The same as --at.")]
Ids = Annotated[bool, typer.Option("--ids", help="Print only the codes.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
