"""Reading an ordinary, correct command line by the generated table, without Typer.

On any doubt it reads nothing: Typer then reads the same line, and says what is wrong with it.
"""

from __future__ import annotations

from tinycrm.cli.grammar import choosing
from tinycrm.cli.grammar.call import Call, function_of
from tinycrm.cli.grammar.parameters import Argument, Option, parameters_of
from tinycrm.cli.registry import COMMANDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    Values = dict[str, Any]


class _NotPlain(Exception):
    """The line needs Typer."""


def read(argv: Sequence[str]) -> Call | None:
    """Return the command that a line calls, with the values that were typed; None: ask Typer."""
    name, *words = argv or [choosing.usual()]
    if name not in COMMANDS:
        implied = choosing.implied(name)
        if implied is None:
            return None
        name, words = implied, list(argv)
    grammar = parameters_of(name)
    if grammar is None:
        return None
    try:
        values = _read(*grammar, words, passes_on=COMMANDS[name].passes_on)
    except _NotPlain:
        return None
    return Call(function_of(name), values)


def _read(
    arguments: Sequence[Argument], options: Sequence[Option], words: list[str], *, passes_on: bool
) -> Values:
    names = {flag: option for option in options for flag in (*option.flags, *option.off_flags)}
    values: Values = {}
    plain: list[str] = []
    left = list(reversed(words))
    while left:
        word = left.pop()
        if len(word) < 2 or word[0] != "-":
            plain.append(word)
            if not passes_on:  # its options are those of another command
                continue
        elif word != "--":
            _read_option(word, names, left, values)
            continue
        plain += reversed(left)
        break
    return _read_arguments(arguments, plain) | values


def _read_option(word: str, names: Mapping[str, Option], left: list[str], values: Values) -> None:
    """Read `--name`, `--name=value`, `-n value` or `-nvalue`; `left` is read from its end."""
    if word[1] == "-":
        flag, sign, joined = word.partition("=")
    else:
        flag, joined = word[:2], word[2:]
        sign = joined
    option = names.get(flag)
    if option is None:
        raise _NotPlain
    if option.kind == "flag":
        if sign:
            raise _NotPlain
        values[option.name] = flag in option.flags
        return
    if sign:
        left.append(joined)
    if len(left) < option.takes or (sign and option.takes > 1):
        raise _NotPlain
    found = [_value(option, left.pop()) for _ in range(option.takes)]
    value = found[0] if option.takes == 1 else tuple(found)
    if option.multiple:
        values.setdefault(option.name, []).append(value)
    else:
        values[option.name] = value


def _value(option: Option, typed: str) -> str | int:
    if option.kind == "text":
        return typed
    if not (typed.isascii() and typed.isdecimal()):
        raise _NotPlain
    number = int(typed)
    if number < (option.least or 0) or (option.most is not None and number > option.most):
        raise _NotPlain
    return number


def _read_arguments(arguments: Sequence[Argument], plain: list[str]) -> Values:
    values: Values = {}
    for position, argument in enumerate(arguments):
        given = plain[position:] if argument.many else plain[position : position + 1]
        if given:
            values[argument.name] = given if argument.many else given[0]
        elif argument.required:
            raise _NotPlain
    if len(plain) > len(arguments) and not (arguments and arguments[-1].many):
        raise _NotPlain
    return values
