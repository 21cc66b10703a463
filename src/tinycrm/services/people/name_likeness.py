"""Whether two names can be one person's: by words and initials, in any order."""

from __future__ import annotations

from collections.abc import Mapping

from tinycrm.services.relations.households import is_and
from tinycrm.text import fold, fold_forms

_AROUND = ".,;\"'()“”"


def name_words(name: str) -> list[str]:
    """Return the words of a name, folded, without punctuation around them."""
    words = (word.strip(_AROUND) for word in fold(name).split("\n")[0].split())
    return [word for word in words if word]


def is_several(name: str) -> bool:
    """Return whether a name is that of a couple or a household: “Ewa & Piotr Nowak”."""
    between = [word.strip(_AROUND) for word in name.split()[1:-1]]
    return any(map(is_and, between)) or "&" in name.strip("& ")


def contradicts(one: str, other: str) -> bool:
    """Return whether two names cannot be one person's.

    They can if all words of one are among the other's, where an initial matches a word: "Ada"
    and "A. Lovelace" may both be Ada Lovelace, Annabella Byron is not. A couple is nobody alone.
    """
    if not fold_forms(one).isdisjoint(fold_forms(other)):
        return False
    if is_several(one) != is_several(other):
        return True
    few, many = sorted((name_words(one), name_words(other)), key=len)
    return not few or not all(any(_matches(a, b) for b in many) for a in few)


def _matches(one: str, other: str) -> bool:
    return one == other or (len(min(one, other, key=len)) == 1 and one[:1] == other[:1])


def nearest_names(typed: str, names: Mapping[int, str]) -> list[int]:
    """Return the ids of up to three names that, or a word of which, are spelled similarly."""
    from rapidfuzz import fuzz, process  # only for an unknown name

    spelled = {
        (own, spelling): spelling
        for own, name in names.items()
        for form in fold_forms(name)
        for spelling in (form, *form.split())
    }
    cutoff = 80 if "," in typed else 65  # one of several names is not a misspelling of the list
    best = process.extract(
        fold(typed), spelled, scorer=fuzz.ratio, processor=None, score_cutoff=cutoff, limit=20
    )
    return list(dict.fromkeys(own for _, _, (own, _) in best))[:3]
