"""`crm stats`: the figures of a month, the letter of a year, and what went together."""

from __future__ import annotations

import sys

from tinycrm import clock
from tinycrm.cli import terminal
from tinycrm.services.figures import periods
from tinycrm.store import reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options
    from tinycrm.services.figures.periods import Period


def stats(
    period: Annotated[
        list[str] | None,
        typer.Argument(help="A year or a month: 2026, 2026-11, november; without it, this month."),
    ] = None,
    impact: Annotated[
        bool,
        typer.Option("--impact", help="Whether customers with a gesture returned more often."),
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="How each figure is counted, and its rows.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Show the figures of a month beside the last one, or the letter of a year: crm stats 2026.

    No figure is without its n, and currencies are never added. --impact shows what went together,
    not what caused it.
    """
    typed = " ".join(period or [])
    if impact:
        from tinycrm.services.figures.impact import year_before

        today = clock.today()
        wanted = periods.parse_period(typed, today) if typed else year_before(today)
        _impact(wanted, explain=explain, as_json=as_json)
        return
    wanted = periods.parse_period(typed, clock.today())
    if wanted.is_year:
        _letter(wanted, explain=explain, as_json=as_json)
    else:
        _month(wanted, explain=explain, as_json=as_json)


def _month(period: Period, *, explain: bool, as_json: bool) -> None:
    from tinycrm.services.figures import figures

    with reading(at_once=True) as db:
        found = figures.read_figures(db, period, clock.today(), explain=explain)
    if as_json:
        from tinycrm.cli.render import figure_json

        terminal.write(figure_json.figures_json(found, explain=explain))
        return
    from tinycrm.cli.render import figure_lines, painting

    drawn = terminal.is_terminal(sys.stdout)
    painting.show(figure_lines.lines(found, terminal.width(), drawn=drawn, explain=explain))


def _letter(period: Period, *, explain: bool, as_json: bool) -> None:
    from tinycrm.services.figures import letter

    with reading(at_once=True) as db:
        found = letter.read_letter(db, period, clock.today(), explain=explain, beside=as_json)
    if as_json:
        from tinycrm.cli.render import figure_json

        terminal.write(figure_json.letter_json(found, explain=explain))
        return
    from tinycrm.cli.render import letter_lines, painting

    painting.show(letter_lines.lines(found, clock.today(), terminal.width(), explain=explain))


def _impact(period: Period, *, explain: bool, as_json: bool) -> None:
    from tinycrm.services.figures.impact import read_impact

    with reading(at_once=True) as db:
        found = read_impact(db, period)
    if as_json:
        from tinycrm.cli.render import figure_json

        terminal.write(figure_json.impact_json(found, explain=explain))
        return
    from tinycrm.cli.render import figure_lines, painting

    painting.show(figure_lines.impact_lines(found, terminal.width(), explain=explain))
