"""`crm doctor`: whether everything is as it should be."""

from __future__ import annotations

from tinycrm.cli import terminal
from tinycrm.cli.render import json_output, painting
from tinycrm.cli.render.styled_lines import Line, Span, paragraph, person
from tinycrm.services.safety import examination
from tinycrm.text import pad

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options
    from tinycrm.cli.render.styled_lines import Style
    from tinycrm.services.safety.findings import Finding

BROKEN = 6
"""The exit code if a check fails."""

_STYLES: dict[str, Style] = {"ok": "dim", "warn": "accent", "fail": "accent"}
_INDENT = 24


def doctor(
    fix: Annotated[bool, typer.Option("--fix", help="Fix what can be fixed safely.")] = False,
    as_json: options.Json = False,
) -> int:
    """Check the store, its backups and its surroundings, one line per check.

    Each is ok, warn or fail; the exit code is 6 if one fails. --fix makes a backup first, and
    says what it did. It also works on a store that other commands refuse.
    """
    found = []
    for each in examination.examine(fix=fix):
        found.append(each)
        if not as_json:
            painting.show(_lines(each, terminal.width()))
    worst = next((s for s in ("fail", "warn") if any(e.state == s for e in found)), "ok")
    if as_json:
        fields = [
            {"check": e.check, "state": e.state, "text": e.text, "hint": e.hint or None,
             "can_fix": e.fix is not None, "fixed": e.fixed or None}
            for e in found
        ]  # fmt: skip
        terminal.write(json_output.dumps({"state": worst, "checks": fields}))
    if worst == "fail":
        terminal.say("Something is broken; see the lines that begin with FAIL.")
    return BROKEN if worst == "fail" else 0


def _lines(finding: Finding, columns: int) -> list[Line]:
    state = finding.state.upper() if finding.state == "fail" else finding.state
    start = [Span(pad(state, 6), _STYLES[finding.state]), Span(pad(finding.check, _INDENT - 6))]
    texts = [person(each) for each in (finding.text, _what_next(finding)) if each]
    (first, *rest), *later = (paragraph(text, columns - _INDENT) for text in texts)
    more = [line for part in (rest, *later) for line in part]
    return [[*start, *first], *([Span(" " * _INDENT), *line] for line in more)]


def _what_next(finding: Finding) -> str:
    if finding.fixed:
        return f"Fixed: {finding.fixed}"
    return "" if finding.state == "ok" else finding.hint
