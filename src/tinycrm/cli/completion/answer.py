"""Answering the Tab key, in Typer's protocol but without loading what makes Typer slow.

`_CRM_COMPLETE=complete_bash` with COMP_WORDS and COMP_CWORD prints a word per line;
`complete_zsh` with _TYPER_COMPLETE_ARGS prints code for zsh to evaluate, `complete_fish`
prints a word, a tab and a description per line; `source_bash` and so on print the script.
Names may be hostile: everything printed is quoted for the shell that reads it.
"""

from __future__ import annotations

import os

from tinycrm.cli import terminal
from tinycrm.services.search.suggesting import Suggestion, is_harmless
from tinycrm.text import visible
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

VARIABLE = "_CRM_COMPLETE"
SHELLS = ("bash", "zsh", "fish")
USE_FILES = 1
"""The exit code that tells the shell to complete file names."""


def answer(instruction: str) -> int:
    """Print what `instruction` asks for; return the exit code. Errors print nothing."""
    what, _, shell = instruction.partition("_")
    if shell not in SHELLS or what not in ("complete", "source"):
        terminal.say(f"Completion is available for {', '.join(SHELLS)}, not for “{instruction}”.")
        return 2
    if what == "source":
        from tinycrm.cli.completion.shell_scripts import SCRIPTS

        terminal.write(SCRIPTS[shell])
        return 0
    try:
        return _complete(shell)
    except Exception:
        if os.environ.get("CRM_DEBUG"):
            raise
        return 0


def _complete(shell: str) -> int:
    from tinycrm.cli.completion import offers

    if shell == "bash":
        line = _bash_line()
    else:
        line = read_line(os.environ.get("_TYPER_COMPLETE_ARGS", ""))
    offer = offers.offer(line.words[1:], line.typed)
    found = [each for each in offer.words if is_harmless(each.value) or each.value.startswith("-")]
    if os.environ.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
        return 0 if found else USE_FILES
    terminal.write(_WRITERS[shell](found, line))
    return USE_FILES if offer.files else 0


# ── the line that was typed ──────────────────────────────────────────────────────────────


class TypedLine(NamedTuple):
    """A line up to the cursor: the whole words and the last, maybe empty, one; unquoted.

    `quote` is the quotation mark that is still open. `kept` is how many letters of the last
    word the shell keeps, so that the answer must not repeat them.
    """

    words: list[str]
    typed: str
    quote: str = ""
    kept: int = 0


_TOKEN = (
    r"""(?s)(?P<space>\s+)|\\(?P<escaped>.)|'(?P<single>[^']*)(?P<closed>'?)"""
    r"""|"(?P<double>(?:\\.|[^"\\])*)(?P<shut>"?)|(?P<plain>.)"""
)


def read_line(text: str, breaks: str = "") -> TypedLine:
    """Return the words of a line, with quotes and backslashes read as a shell reads them.

    `breaks` are the characters at which bash starts a new word; it keeps the text before
    them, including `:` and `=` but not `@`. An open quote starts a new word too.
    """
    if not any(sign in text for sign in _QUOTING):
        return _read_unquoted(text, breaks)
    import re  # two thirds of the start of a bare Python, and few lines need it

    words: list[str] = []
    word: str | None = None
    quote, kept = "", 0
    for token in re.finditer(_TOKEN, text):
        if token["space"]:
            words += [] if word is None else [word]
            word, quote, kept = None, "", 0
            continue
        word = word or ""
        if token["single"] is not None or token["double"] is not None:
            is_open = not (token["closed"] or token["shut"])
            if is_open:
                quote, kept = text[token.start()], len(word)
            word += token["single"] or re.sub(r"\\([\\\"$`])", r"\1", token["double"] or "")
            continue
        word += token["escaped"] or token["plain"]
        if token["plain"] and token["plain"] in breaks:
            kept = len(word) - (token["plain"] == "@")
    return TypedLine(words, word or "", quote, kept)


_QUOTING = "'\"\\"


def _read_unquoted(text: str, breaks: str) -> TypedLine:
    words = text.split()
    typed = words.pop() if words and not text[-1].isspace() else ""
    last = max((typed.rfind(sign) for sign in breaks), default=-1)
    return TypedLine(words, typed, "", last + (typed[last] != "@") if last >= 0 else 0)


_BREAKS = "=:@"


def _bash_line() -> TypedLine:
    """Return the line that our script sends, or the one in Typer's variables."""
    line = os.environ.get("COMP_LINE")
    if line is not None:
        breaks = os.environ.get("COMP_WORDBREAKS", _BREAKS)
        return read_line(line, "".join(sign for sign in _BREAKS if sign in breaks))
    number = int(os.environ.get("COMP_CWORD", "0"))
    words = os.environ.get("COMP_WORDS", "")
    if "\n" in words:
        tokens = words.split("\n")[: number + 1]
        return _joined(tokens + [""] * (number + 1 - len(tokens)))
    whole = read_line(words)
    tokens = [*whole.words, whole.typed]
    return TypedLine(tokens[:number], tokens[number] if number < len(tokens) else "", whole.quote)


def _joined(tokens: Sequence[str]) -> TypedLine:
    """Join what bash split at its word breaks: `tag`, `:`, `vi`."""
    words: list[list[str]] = []
    for token in tokens:
        before = words[-1][-1] if words else ""
        if token and before and (_is_break(token) or _is_break(before) or before == "@"):
            words[-1].append(token)
        else:
            words.append([token])
    head = "".join(words[-1] if _is_break(tokens[-1]) else words[-1][:-1]).removesuffix("@")
    line = read_line(" ".join("".join(word) for word in words))
    return line._replace(kept=max(line.kept, len(head)))


def _is_break(token: str) -> bool:
    return token != "" and not token.strip(":=")


# ── the answer ───────────────────────────────────────────────────────────────────────────


def _bash(found: Sequence[Suggestion], line: TypedLine) -> str:
    values = [each.value for each in found if _goes_on(each.value, line)]
    return "".join(f"{_for_bash(value[line.kept :], line.quote)}\n" for value in values)


def _goes_on(value: str, line: TypedLine) -> bool:
    """Tell whether a word begins with the letters that the shell keeps."""
    return value[: line.kept].lower() == line.typed[: line.kept].lower()


def _for_bash(value: str, quote: str) -> str:
    if quote == "'":
        return value.replace("'", "'\\''")
    if quote:  # in double quotes ! still expands history, so it is put outside of them
        return _escaped(value, lambda char: char not in '\\"$`').replace("!", r'"\!"')
    return _escaped(value, lambda char: char.isalnum() or char in "_%+,./:=@^-")


def _escaped(text: str, is_harmless: Callable[[str], bool]) -> str:
    return "".join(char if is_harmless(char) else f"\\{char}" for char in text)


def _fish(found: Sequence[Suggestion], line: TypedLine) -> str:
    return "".join(f"{each.value}\t{visible(each.about)}\n" for each in found)


def _zsh(found: Sequence[Suggestion], line: TypedLine) -> str:
    """Return code that passes the words to zsh, which quotes them for the line."""
    code = ""
    for ending, options in ((":", "-S '' "), ("", "")):
        group = [each for each in found if each.value.endswith(":") == bool(ending)]
        if group:
            shown = [f"{e.value}  -- {visible(e.about)}" if e.about else e.value for e in group]
            values = " ".join(_for_zsh(each.value) for each in group)
            code += f"crm_words=({values}); crm_shown=({' '.join(map(_for_zsh, shown))});"
            code += f" compadd -U {options}-l -d crm_shown -a -- crm_words;\n"
    if len({each.value[: len(line.typed)] for each in found}) > 1:
        code += _KEEP_TYPED
    return f"local -a crm_words crm_shown; {code}" if code else ""


_KEEP_TYPED = (
    "[[ $compstate[nmatches] -gt 1 && $compstate[insert] == *unambiguous ]]"
    " && { compstate[insert]=''; compstate[list]='list force' };\n"
)
"""Otherwise zsh would insert what the words have in common, which may be nothing."""


def _for_zsh(text: str) -> str:
    quoted = text.replace("'", "'\\''")
    return f"'{quoted}'"


_WRITERS = {"bash": _bash, "zsh": _zsh, "fish": _fish}
