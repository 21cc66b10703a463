"""The letter of a year, as text in at most 100 columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tinycrm.cli.render.figure_lines import explanation, say_codes, score_lines
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
from tinycrm.services.figures.figure_words import say, say_median
from tinycrm.services.figures.letter import CARRIED_FORMULA, Letter
from tinycrm.services.figures.letter_words import (
    CAME_BACK,
    LINKED,
    PROOF,
    LetterTable,
    letter_tables,
    say_links,
)
from tinycrm.text import width, wrap

_CELL = 18
"""How wide a column is at least."""

_NAME = 16
"""If less is left for the names, the cells of a row are below its name."""


def lines(letter: Letter, today: date, columns: int, *, explain: bool = False) -> list[Line]:
    """Return the letter; with `explain` each figure with its formula and its rows below it."""
    name = letter.figures.period.name
    shown = headed(name, _counts(letter), columns, style="head")
    for table in letter_tables(letter, today):
        shown += _table(table, columns)
        where = f": {table.command}" if table.command else ""
        shown += _more(table.hidden, f"{table.more}{where}", columns)
    shown += _came_back(letter, columns)
    shown += [
        BLANK,
        *_sums(letter, columns),
        *score_lines(letter.figures, columns, explain=explain),
    ]
    if explain:
        return [*shown, BLANK, *_explained(letter, columns)]
    hint = f"Each figure: crm stats {name} --explain"
    return [*shown, *paragraph(f"{hint}. {PROOF}", columns, style="dim")]


def _counts(letter: Letter) -> str:
    touches, wins = letter.figure("touches").now.n, letter.figure("wins").now.n
    people = "1 person" if letter.people == 1 else f"{letter.people:,} people"
    return f"{people} · {_many(touches, 'touch', 'es')} · {_many(wins, 'win')}"


def _table(table: LetterTable, columns: int) -> list[Line]:
    """Return a table of three columns; on a narrow screen each row has its cells below the name."""
    sizes = [max(_CELL, *(_widest(row.cells[n]) + 2 for row in table.rows)) for n in range(3)]
    who = columns - sum(sizes)
    if columns < NARROW or who < _NAME:
        return [BLANK, *paragraph(table.title, columns, style="head"), *_below(table, columns)]
    titles = "".join(head.rjust(size) for head, size in zip(table.heads, sizes, strict=True))
    shown: list[Line] = [BLANK, [Span(table.title.ljust(who), "head"), Span(titles, "dim")]]
    for row in table.rows:
        values = [
            ([Span(line.rjust(size)) for line in cell], size)
            for cell, size in zip(row.cells, sizes, strict=True)
        ]
        named = [Span(f"  {line}", "name") for line in wrap(person(row.name), who - 3)]
        shown += beside([(named, who), *values])
    return shown


def _widest(cell: Sequence[str]) -> int:
    return max(map(width, cell), default=0)


def _below(table: LetterTable, columns: int) -> list[Line]:
    shown: list[Line] = []
    for row in table.rows:
        shown += paragraph(person(row.name), columns, hanging=2, style="name")
        parts = [
            f"{head} {', '.join(cell)}" for head, cell in zip(table.heads, row.cells, strict=True)
        ]
        shown += [[Span("  "), Span(line)] for line in joined(parts, columns - 2)]
    return shown


def _more(count: int, what: str, columns: int) -> list[Line]:
    return paragraph(f"{count:,} more {what}", columns, indent=2, style="dim") if count > 0 else []


def _came_back(letter: Letter, columns: int) -> list[Line]:
    if not letter.came_back:
        return []
    shown = [BLANK, *headed(CAME_BACK, LINKED, columns, style="head")]
    for gesture, win in say_links(letter):
        first, *rest = joined(map(person, (gesture, f"→ {win}")), columns - 4, "  ")
        shown.append([Span("  "), Span(first)])
        shown += [[Span("    "), Span(line)] for line in rest]
    return [*shown, *_more(letter.links - len(letter.came_back), "links", columns)]


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


def _many(number: int, noun: str, plural: str = "s") -> str:
    return f"{number:,} {noun}{'' if number == 1 else plural}"


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
    shown = _carried_explained(letter, columns)
    for each in letter.figures.figures:
        shown += headed(each.label, say(each.now), columns)
        shown += explanation(each.formula, each.records, columns)
    return shown


def _carried_explained(letter: Letter, columns: int) -> list[Line]:
    """Return how the sums of people are counted, and each with its wins."""
    if not letter.carried:
        return []
    shown = paragraph("Who carried the year", columns)
    shown += explanation(CARRIED_FORMULA, (), columns)
    for each in letter.carried:
        for what, records in (("own", each.own_records), ("brought", each.brought_records)):
            if records:
                said = f"{person(each.contact.name)}, {what}: {say_codes(records)}"
                shown += paragraph(said, columns, indent=4, hanging=6, style="dim")
    return shown
