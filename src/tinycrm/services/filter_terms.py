"""The grammar of a filter, the same for people (`list`, `export`, the screens) and for notes.

A word is `key:value`, a saved filter `@name`, or a bare word; all words must match. `no:` turns a
word around. A comma without a space after it means or: `tag:vip,lead` is either value of one
key, `tag:vip,org:acme` is either term.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from tinycrm.errors import UsageProblem
from tinycrm.text import visible
from tinycrm.values import Fields

MOST_TERMS = 200
"""How many different values a filter may have; SQLite compares at most a thousand at once."""

_LONGEST = 500_000  # characters of SQL; SQLite reads a million


class Clause(Fields):
    """A condition in SQL, with its values, and whether it asks for archived people."""

    sql: str
    values: tuple[object, ...] = ()
    archived: bool = False


class Term(Fields):
    """One key and the values it may have. The key of a bare word is "", of a saved filter "@".

    With `opposite` none of the values may match.
    """

    key: str
    values: tuple[str, ...]
    opposite: bool = False


def read_terms(word: str) -> list[Term]:
    """Return the terms of a word, of which one must match.

    Raises UsageProblem for nothing before or after a comma.
    """
    terms: list[Term] = []
    for part in split_at_commas(word):
        begins_term = not terms or ":" in part or part.startswith("@")
        if begins_term:
            terms.append(_read_term(part))
        else:
            last = terms[-1]
            terms[-1] = last._replace(values=(*last.values, part.strip()))
    if any("" in term.values for term in terms) and (len(terms) > 1 or len(terms[0].values) > 1):
        _check_whole(word, terms)
    return terms


def split_at_commas(word: str) -> list[str]:
    """Return the parts between commas; one with a space after it belongs to a name."""
    parts: list[str] = []
    for piece in word.split(","):
        if parts and piece[:1].isspace():
            parts[-1] += f",{piece}"
        else:
            parts.append(piece)
    return parts


def _read_term(part: str) -> Term:
    if part.startswith("@") and len(part) > 1:
        return Term("@", (part[1:],))
    opposite = False
    while part[:3].lower() == "no:":
        part, opposite = part[3:], not opposite
    key, colon, value = part.partition(":")
    if not colon:
        return Term(part.lower(), ("",), opposite) if opposite else Term("", (part,))
    return Term(key.lower(), (value.strip(),), opposite)


def _check_whole(word: str, terms: Sequence[Term]) -> None:
    """Refuse `tag:vip,` and `no:tag,org`; `tag:vip,no:every` is whole."""
    if any("" in term.values and (len(term.values) > 1 or not term.key) for term in terms):
        raise UsageProblem(
            f"A value is empty in “{visible(word)}”.", "Write it like tag:vip,lead or tag:a,no:tag."
        )


def condition(words: Iterable[str], read: Callable[[str, str], Clause]) -> Clause:
    """Return the condition that all words match; `read` gives that of a key and a value.

    Raises UsageProblem for more values than SQLite can compare, and what `read` does.
    """
    terms = [read_terms(word) for word in dict.fromkeys(words)]
    count = sum(len(term.values) for word in terms for term in word)
    if count > MOST_TERMS:
        raise UsageProblem(f"The filter has {count} different words; {MOST_TERMS} are the most.")
    found = joined(" AND ", [_either(word, read) for word in terms])
    if len(found.sql) > _LONGEST:
        raise UsageProblem("The filter is too long: its saved filters contain each other.")
    return found


def _either(terms: Sequence[Term], read: Callable[[str, str], Clause]) -> Clause:
    clauses = []
    for term in terms:
        clause = joined(" OR ", [read(term.key, value) for value in term.values])
        if term.opposite:  # NOT would leave out those of whom SQL does not know: no cadence at all
            clause = clause._replace(sql=f"({clause.sql}) IS NOT TRUE")
        clauses.append(clause)
    return joined(" OR ", clauses)


def joined(sign: str, clauses: Sequence[Clause]) -> Clause:
    """Return clauses joined by AND or OR; one of them is returned as it is."""
    if len(clauses) == 1:
        return clauses[0]
    return Clause(
        sign.join(f"({each.sql})" for each in clauses),
        tuple(value for each in clauses for value in each.values),
        any(each.archived for each in clauses),
    )


def unknown(key: str, keys: Iterable[str], more: str) -> UsageProblem:
    """Return the problem of a key that no filter has; `more` says what else can be written."""
    return UsageProblem(
        f"“{visible(key)}” is not a filter.", f"The filters are {', '.join(keys)}, {more}."
    )
