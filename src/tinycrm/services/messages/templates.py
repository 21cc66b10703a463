"""Templates of messages: ours, and files in the folder `messages` beside the settings.

A template is a text. Its first line may be `Subject: …`, followed by an empty line. `{first}` is a
placeholder; `{{` and `}}` are braces. A file called like one of ours replaces it.
"""

from __future__ import annotations

import re

from tinycrm import paths
from tinycrm.errors import NotFound, UsageProblem
from tinycrm.text import visible
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

PLACEHOLDERS = {
    "name": "the whole name",
    "first": "the first name; with a title the whole name, like Frau Huber",
    "nickname": "their first nickname",
    "organization": "where they work",
    "title": "what they do there",
    "birthday": "the day, like 10 December",
    "age": "how old they turn on their next birthday, or turned in the last days",
    "issue": "the newest problem they had, in your words",
    "issue_day": "when they had it, like 12 October",
    "resolution": "how it was resolved",
    "brought": "who they brought last",
    "last_month": "the month you were last in touch, like September",
    "perk": "what you promised for free",
    "perk_until": "the last day of that, like 30 November",
}
"""What a template may say in braces. `{fact.coffee}` is any fact of theirs besides."""

OURS = {
    "birthday": """\
Subject: Happy birthday, {first}!

Dear {first},

happy birthday, and all the best for the year to come! {age} is a good number.
""",
    "thanks": """\
Subject: Thank you, {first}

Dear {first},

I just want to say thank you. You sent {brought} to me, and I do not take that for granted.
""",
    "issue": """\
Subject: How is it now?

Dear {first},

you had some trouble on {issue_day}: {issue}. This was done: {resolution}.

Is everything all right now?
""",
    "quiet": """\
Subject: How are you, {first}?

Dear {first},

it has been a while. We were last in touch in {last_month}. How are you?

How are things at {organization}?
""",
    "hello": """\
Subject: Hello {first}

Dear {first},

how are you?

How are things at {organization}?
""",
    "feedback": """\
Subject: A short question

Dear {first},

from 0 to 10: how likely is it that you would recommend me to a friend or colleague?

One number is enough. A word on why helps me to do better.
""",
    "referral": """\
Subject: A small favour

Dear {first},

your kind words made my day. Do you know somebody who would like the same? I would be glad about \
an introduction.
""",
}

_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


class Template(NamedTuple):
    """A template: its name, the subject, the text, and where it is from, for messages."""

    name: str
    subject: str
    text: str
    source: str


def folder() -> Path:
    """Return the folder of the user's own templates; it need not exist."""
    return paths.config_file().with_name("messages")


def names() -> list[str]:
    """Return the names of all templates, ours first."""
    try:
        own = sorted(path.stem for path in folder().glob("*.txt"))
    except OSError:
        own = []
    return list(dict.fromkeys((*OURS, *own)))


def read_template(name: str) -> Template:
    """Return a template. Raises NotFound if there is none, UsageProblem if it cannot be used."""
    path = folder() / f"{name}.txt"
    known = names()
    if name not in known:
        raise NotFound(
            f"There is no message “{visible(name)}”.",
            f"There are {', '.join(map(visible, known))}; your own go into {folder()}",
        )
    if not path.exists():
        return _split(name, OURS[name], name)
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageProblem(f"{path} is not UTF-8 text.") from None
    except OSError as error:
        raise UsageProblem(f"{path} cannot be read: {error.strerror}.") from None
    return _split(name, text, str(path))


def _split(name: str, text: str, source: str) -> Template:
    first, _, rest = text.partition("\n")
    if first[:8].lower() != "subject:":
        first, rest = "", text
    template = Template(name, first[8:].strip(), rest.strip("\n"), source)
    _check(template)
    return template


def _check(template: Template) -> None:
    """Raise UsageProblem for a placeholder that does not exist, and for a brace that is alone."""
    for found in _PLACEHOLDER.finditer(f"{template.subject}\n{template.text}"):
        own = found[1]
        if found[0] in ("{", "}"):
            raise UsageProblem(
                f"{template.source} has a {found[0]} without its other half.",
                "A brace in the text is written twice: {{ or }}",
            )
        if own is not None and own not in PLACEHOLDERS and not own.startswith("fact."):
            raise UsageProblem(
                f"{template.source} has an unknown placeholder {{{visible(own)}}}.",
                f"The placeholders are {', '.join(PLACEHOLDERS)}, and fact.coffee for a fact.",
            )


class Filled(NamedTuple):
    """A text with its facts, and the sentences that were left out because a fact is missing."""

    text: str
    left_out: tuple[tuple[str, str], ...]
    """Each sentence, as in the template, and the placeholder that is not known."""


def fill(text: str, facts: dict[str, str]) -> Filled:
    """Return a text in which each placeholder is its fact.

    A sentence with a fact that is missing is left out, and so is a paragraph without sentences.
    """
    from tinycrm.text import sentences

    paragraphs: list[list[str]] = [[]]
    left_out: list[tuple[str, str]] = []
    for line in text.splitlines():
        kept = []
        for sentence in sentences(line, ".!?…"):
            missing = _missing(sentence, facts)
            if missing:
                left_out.append((sentence.strip(), missing))
            else:
                kept.append(_put(sentence, facts))
        if not line.strip():
            paragraphs.append([])
        elif kept:
            paragraphs[-1].append(" ".join(kept).rstrip())
    whole = "\n\n".join("\n".join(lines) for lines in paragraphs if lines)
    return Filled(whole, tuple(left_out))


def _missing(text: str, facts: dict[str, str]) -> str:
    used = (found[1] for found in _PLACEHOLDER.finditer(text) if found[1] is not None)
    return next((name for name in used if not facts.get(name)), "")


def _put(text: str, facts: dict[str, str]) -> str:
    """Return a text with its facts; what is in a fact is never read as a placeholder."""
    return _PLACEHOLDER.sub(
        lambda found: found[0][0] if found[1] is None else facts[found[1]], text
    )
