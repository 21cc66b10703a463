"""Whether a note says that its writer was not in touch: "will call tomorrow", "didn't call".

Words in, words out: everything is in lower case, without signs around the words.
"""

from __future__ import annotations

_BEFORE = (
    "will", "i'll", "shall", "going to", "am going to", "i'm going to", "about to", "thinking of",
    "thinking about", "planning to", "plan to", "plan on", "need to", "needs to", "must", "should",
    "have to", "got to", "want to", "wanted to", "meant to", "hope to", "would like to",
    "remember to", "don't forget to", "forgot to", "todo", "to do", "didn't", "did not", "haven't",
    "have not", "hasn't", "not yet", "never", "still have to", "still need to",
)  # fmt: skip
_BETWEEN = frozenset("have been yet to back even".split())
_TOUCHES = frozenset(
    "call calling called phone phoning phoned ring ringing rung email emailing emailed write"
    " writing written text texting texted message messaging messaged visit visiting visited meet"
    " meeting met see seeing seen contact contacting contacted reach speak speaking spoken talk"
    " talking talked".split()
)


def find_no_touch(words: list[str]) -> str:
    """Return the words by which a note begins that is about no touch, "" for another note."""
    line = f"{' '.join(words[:12])} "
    before = max((each for each in _BEFORE if line.startswith(f"{each} ")), key=len, default="")
    if not before:
        return ""
    after = [word for word in words[before.count(" ") + 1 :] if word not in _BETWEEN]
    return f"{before} {after[0]}" if after and after[0] in _TOUCHES else ""
