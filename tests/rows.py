"""Tables of small cases: one test runs all the rows of a table, and names each that fails.

pytest needs 5 ms for a test, in the process that runs it and the one that reports it. A row takes
less than that, so `for_each` stands in for `pytest.mark.parametrize`. Where a row leaves something
behind in the home of the program, or moves the clock, it is `for_each(…, afresh=True)`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from typing import Any

import pytest

Test = Callable[..., None]
Around = Callable[..., AbstractContextManager[Any]]


def for_each(
    names: str | tuple[str, ...],
    rows: Iterable[Any],
    *,
    around: Around | None = None,
    afresh: bool = False,
) -> Callable[[Test], Test]:
    """Run a test for each row, with its fixtures made once, and fail with all that failed.

    A row is a value where there is one name, else a tuple. Each row has a `monkeypatch` of its
    own. `around` makes a context for each row from the one fixture that it names; with `afresh`
    each row finds the home of the program, its variables and its clock as the fixtures left them.
    """
    named = [names] if isinstance(names, str) else list(names)
    table = [
        dict(zip(named, (row,) if isinstance(names, str) else row, strict=True)) for row in rows
    ]

    def decorate(test: Test) -> Test:
        def run(**fixtures: Any) -> None:
            assert table, "a table without rows tests nothing"
            contexts = _contexts(fixtures, around, afresh=afresh)
            failed = [each for row in table if (each := _failure(test, row, fixtures, contexts))]
            if failed:
                raise BaseExceptionGroup(f"{len(failed)} of {len(table)} rows", failed)

        return _like(test, run, without=named)

    return decorate


def _contexts(
    fixtures: dict[str, Any], around: Around | None, *, afresh: bool
) -> list[Callable[[], AbstractContextManager[Any]]]:
    """Return what makes the contexts of a row."""
    found = []
    if afresh:
        found += [each.afresh for each in fixtures.values() if hasattr(each, "afresh")][:1]
        assert found, "no fixture has a home to begin afresh with"
    if around:
        found.append(partial(around, **{name: fixtures[name] for name in _names(around)}))
    return found


def _failure(
    test: Test,
    row: dict[str, Any],
    fixtures: dict[str, Any],
    contexts: Sequence[Callable[[], AbstractContextManager[Any]]],
) -> BaseException | None:
    with pytest.MonkeyPatch.context() as patch, ExitStack() as stack:
        for context in contexts:
            stack.enter_context(context())
        own = {"monkeypatch": patch} if "monkeypatch" in fixtures else {}
        try:
            test(**fixtures | own | row)
        except (Exception, BaseExceptionGroup, pytest.fail.Exception) as failure:
            failure.add_note(
                "where " + ", ".join(f"{name} = {repr(row[name])[:500]}" for name in row)
            )
            return failure
    return None


def _names(function: Callable[..., Any]) -> list[str]:
    return list(inspect.signature(function).parameters)


def _like(test: Test, run: Test, without: Sequence[str]) -> Test:
    """Let pytest see in `run` the test itself, which asks for its fixtures alone."""
    asked = inspect.signature(test).parameters
    fixtures = [asked[name] for name in asked if name not in without]
    run.__dict__.update(test.__dict__, __signature__=inspect.Signature(fixtures))
    run.__name__, run.__qualname__, run.__doc__ = test.__name__, test.__qualname__, test.__doc__
    run.__module__ = test.__module__
    return run
