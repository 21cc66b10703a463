"""The letter of a year, as text in at most 100 columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tinycrm.cli.render.figure_lines import explanation, score_lines
from tinycrm.cli.render.styled_lines import (
    BLANK,
    NARROW,
    Line,
    Span,
    beside,
    headed,
    joined,
    paragraph,
    person,
)
from tinycrm.dates import say_full_day
from tinycrm.money import Money
from tinycrm.services.briefing import wording
from tinycrm.services.care.caring import Cared
from tinycrm.services.figures.figure_words import say, say_median
from tinycrm.services.figures.letter import CameBack, Carried, Letter
from tinycrm.text import wrap

_NONE = "—"
_PROOF = "“Came back” is what you linked; it proves nothing."


def lines(letter: Letter, today: date, columns: int, *, explain: bool = False) -> list[Line]:
    """Return the letter; with `explain` each figure with its formula and its rows below it."""
    name = letter.figures.period.name
    shown = headed(name, _counts(letter), columns, style="head")
    shown += _section(
        "Who carried the year", ("own", "brought", "touches"),
        [_carried(each) for each in letter.carried], columns,
    )  # fmt: skip
    shown += _more(letter.carriers - len(letter.carried), "who carried it too", columns)
    shown += _section(
        "Whom you let go quiet", ("usually", "quiet for", "last"),
        [_quiet(each, today) for each in letter.quiet], columns,
    )  # fmt: skip
    shown += _more(letter.quiet_total - len(letter.quiet), "crm care --quiet --all", columns)
    shown += _came_back(letter, columns)
    shown += [
        BLANK,
        *_sums(letter, columns),
        *score_lines(letter.figures, columns, explain=explain),
    ]
    if explain:
        return [*shown, BLANK, *_explained(letter, columns)]
    hint = f"Each figure: crm stats {name} --explain"
    return [*shown, *paragraph(f"{hint}. {_PROOF}", columns, style="dim")]


def _counts(letter: Letter) -> str:
    touches, wins = letter.figure("touches").now.n, letter.figure("wins").now.n
    return f"{letter.people:,} people · {touches:,} touches · {_many(wins, 'win')}"


Cells = tuple[str, tuple[tuple[str, ...], ...]]
"""A name, and the lines of each cell beside it."""


def _carried(each: Carried) -> Cells:
    return each.contact.name, (_amounts(each.own), _amounts(each.brought), (f"{each.touches:,}",))


def _amounts(money: Sequence[Money]) -> tuple[str, ...]:
    return tuple(each.say() for each in money) or (_NONE,)


def _quiet(each: Cared, today: date) -> Cells:
    usually = each.usually.say_span() if each.usually else _NONE
    if each.latest is None:
        return each.contact.name, ((usually,), (_NONE,), (_NONE,))
    day = wording.say_past(each.latest.on, today)
    day = day if each.latest.on.year != today.year else day.split(" ", 1)[1]
    last: tuple[str, ...] = (f"{day}, {each.latest.kind}",)
    if len(last[0]) >= _WIDTHS[-1]:  # it would touch the days beside it
        last = (day, each.latest.kind)
    return each.contact.name, ((usually,), (f"{each.silent:,} days",), last)


_WIDTHS = (18, 18, 18)


def _section(
    title: str,
    heads: Sequence[str],
    rows: Sequence[Cells],
    columns: int,
) -> list[Line]:
    """Return a table of three columns; on a narrow screen each row has its cells below the name."""
    if not rows:
        return []
    if columns < NARROW:
        return [BLANK, *paragraph(title, columns, style="head"), *_below(heads, rows, columns)]
    who = columns - sum(_WIDTHS)
    titles = "".join(head.rjust(size) for head, size in zip(heads, _WIDTHS, strict=True))
    shown: list[Line] = [BLANK, [Span(title.ljust(who), "head"), Span(titles, "dim")]]
    for name, cells in rows:
        values = [
            ([Span(line.rjust(size)) for line in cell], size)
            for cell, size in zip(cells, _WIDTHS, strict=True)
        ]
        named = [Span(f"  {line}", "name") for line in wrap(person(name), who - 3)]
        shown += beside([(named, who), *values])
    return shown


def _below(heads: Sequence[str], rows: Sequence[Cells], columns: int) -> list[Line]:
    shown: list[Line] = []
    for name, cells in rows:
        shown += paragraph(person(name), columns, hanging=2, style="name")
        parts = [f"{head} {', '.join(cell)}" for head, cell in zip(heads, cells, strict=True)]
        shown += [[Span("  "), Span(line)] for line in joined(parts, columns - 2)]
    return shown


def _more(count: int, where: str, columns: int) -> list[Line]:
    text = f"{count:,} more: {where}" if where.startswith("crm") else f"{count:,} more {where}"
    return paragraph(text, columns, indent=2, style="dim") if count > 0 else []


def _came_back(letter: Letter, columns: int) -> list[Line]:
    if not letter.came_back:
        return []
    shown = [BLANK, *headed("Small things that came back", "linked by you", columns, style="head")]
    year = letter.figures.period.until.year
    for each in letter.came_back:
        parts = (_gesture(each, year), f"→ {_win(each, year)}")
        first, *rest = joined(map(person, parts), columns - 4, "  ")
        shown.append([Span("  "), Span(first)])
        shown += [[Span("    "), Span(line)] for line in rest]
    return [*shown, *_more(letter.links - len(letter.came_back), "links", columns)]


def _gesture(each: CameBack, year: int) -> str:
    return f"{each.kind}, {each.contact}, {_day(each.on, year)}"


def _win(each: CameBack, year: int) -> str:
    what = f"brought {each.brought}" if each.brought else each.win_kind
    amount = f" {each.money.say()}" if each.money else ""
    return f"{what}{amount}, {_day(each.won_on, year)}"


def _day(day: date, year: int) -> str:
    """Return `14 Jan`, with the year if it is another one than the letter's."""
    short = say_full_day(day).split(" ", 1)[1]
    return short if day.year != year else short.rsplit(" ", 1)[0]


def _sums(letter: Letter, columns: int) -> list[Line]:
    """Return the sentences with the other figures."""
    issues, resolved = letter.figure("issues").now, letter.figure("resolved").now
    median = letter.figure("days_to_resolve").now
    took = "" if median.number is None else f", {say_median(median)}"
    kept = letter.figure("kept").now
    first = [
        f"Kept {say(kept)} promises on time" if kept.of else "",
        f"{_many(issues.n, 'issue')}, {resolved.number or 0:,.0f} resolved{took}"
        if issues.n
        else "",
        _many(letter.figure("gestures").now.n, "gesture"),
    ]
    return [[Span(line)] for line in (*joined(first, columns), *joined(_business(letter), columns))]


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _business(letter: Letter) -> list[str]:
    sales, opened = letter.figure("sales").now, letter.figure("deals_open").now
    sums = [each.say() for each in sales.money or ()]
    parts = [", ".join((_many(sales.n, "sale"), *sums)) if sales.n else ""]
    referrals = letter.figure("referrals").now.n
    parts.append(_many(referrals, "referral") if referrals else "")
    won, lost = letter.figure("deals_won").now.n, letter.figure("deals_lost").now.n
    parts.append(f"deals: {won:,} won, {lost:,} lost" if won or lost else "")
    worth = [each.say() for each in opened.money or ()]
    parts.append(", ".join((f"{_many(opened.n, 'deal')} open", *worth)) if opened.n else "")
    return parts


def _explained(letter: Letter, columns: int) -> list[Line]:
    shown: list[Line] = []
    for each in letter.figures.figures:
        shown += headed(each.label, say(each.now), columns)
        shown += explanation(each.formula, each.records, columns)
    return shown
