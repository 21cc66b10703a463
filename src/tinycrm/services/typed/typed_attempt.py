"""Whether a note says that nobody answered: "no answer", "Called her. She didn't pick up".

Words in, words out: everything is in lower case, without signs around the words, one list for
each sentence. English, and the usual words in German, French, Spanish and Polish.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_ALONE = frozenset((
    "attempt", "attempted", "busy", "busy tone", "engaged", "left message", "mailbox",
    "mailbox full", "missed", "no ans", "no luck", "no reply", "no response", "no show", "not in",
    "rings out", "tried", "unreachable", "unavailable", "nobody in", "no one in",
    "unanswered call", "call unanswered", "call not answered", "voicemail left", "vm",
    "voicemail", "voicemail again", "voice mail",
    "keine antwort", "niemand da", "pas de réponse", "répondeur", "sin respuesta",
    "brak odpowiedzi",
    "voice mail again", "answering machine", "answering machine again", "ring no answer",
))  # fmt: skip
"""A first sentence that is no more than this."""

_BEGINS = (
    "no answer", "no pickup", "no pick up", "left a voicemail", "left voicemail",
    "left him a voicemail", "left her a voicemail", "left them a voicemail",
    "left another voicemail", "left a voice mail", "left vm", "left a vm", "left her a vm",
    "left him a vm", "left a msg", "left a message on", "left a message with",
    "left message", "left word with", "got her voicemail", "got his voicemail",
    "got their voicemail", "got voicemail", "got the voicemail", "got the answering machine",
    "got no answer", "reached only", "only reached", "tried to call", "tried to ring",
    "tried to phone", "tried to reach", "tried to get hold", "tried to catch", "tried to contact",
    "tried calling", "tried ringing", "tried phoning", "tried reaching", "tried her", "tried him",
    "tried them", "tried again", "tried twice", "tried three times", "tried several times",
    "tried both numbers", "tried his mobile", "tried his office", "tried his number",
    "tried his phone", "tried their office", "tried their number",
    "attempted to call", "attempted to reach",
    "couldn't reach", "could not reach", "can't reach", "cannot reach", "unable to reach",
    "failed to reach", "couldn't get hold of", "could not get hold of", "can't get hold of",
    "couldn't get through", "could not get through", "can't get through", "didn't get through",
    "did not get through", "didn't reach", "did not reach", "didn't get hold of",
    "did not get hold of", "didn't get an answer", "did not get an answer",
    "nobody answered", "no one answered", "nobody answers", "no one answers", "nobody picked up",
    "no one picked up", "nobody picks up", "no one picks up", "line busy", "line was busy",
    "line engaged", "went to voicemail", "went straight to voicemail", "straight to voicemail",
    "nobody home", "no one home", "nobody at home", "no one at home", "nobody was home",
    "missed each other", "no reply on the phone", "no response on the phone", "stood up",
    "not reachable", "unreachable", "rang out", "phone off", "phone switched off",
    "phone was off", "phone is off", "phone was switched off", "phone rang out",
    "nicht erreicht", "niemanden erreicht", "nicht ans telefon", "geht nicht ran",
    "pas joignable", "injoignable", "pas réussi à joindre", "no contesta al teléfono",
    "nikt nie odebrał", "nikt nie odbiera", "nie mogłem się dodzwonić", "nie mogłam się dodzwonić",
    "phone just rings", "phone just rang", "phone dead", "number not in service",
)  # fmt: skip
"""How a sentence begins whose try was in vain."""

_BEGINS_AND_STOPS = (
    "didn't pick up", "did not pick up", "doesn't pick up", "does not pick up",
    "didn't answer", "did not answer", "doesn't answer", "does not answer", "not answering",
    "not picking up", "isn't picking up", "is not picking up", "wasn't picking up",
    "isn't answering", "is not answering", "aren't answering", "wasn't answering",
    "didn't show up", "did not show up", "never picked up", "never answered",
    "wasn't home", "was not home", "wasn't at home", "was not at home", "wasn't in",
    "was not in", "wasn't there", "was not there", "wasn't reachable", "was not reachable",
    "isn't reachable", "is not reachable", "not home", "not at home", "not there",
    "never replied", "never called back", "never wrote back", "didn't call back",
    "did not call back", "didn't reply", "did not reply", "didn't write back",
    "hasn't replied", "hasn't called back", "not in", "was out", "were out", "wasn't available",
    "was not available", "not available",
    "no contesta", "no contestó", "nie odebrał", "nie odebrała", "nie odbiera", "ne répond pas",
    "n'a pas répondu", "keine antwort", "pas de réponse", "sin respuesta", "brak odpowiedzi",
)  # fmt: skip
"""The same, if the sentence ends or goes on with no object; "she" may be before it."""

_OWN_BEGINS = (
    "missed her", "missed him", "missed them", "left a message", "left her a message",
    "left him a message", "left them a message",
)  # fmt: skip
"""The same of the writer alone: not "missed her birthday", and not "she left a message"."""

_STOPS = frozenset(
    "again today yesterday tonight this when so but and will at on either twice three still then"
    " left because i i'll he she they we though however either after before the-phone my-call"
    " my-calls her-phone his-phone their-phone the-call the-door the-bell".split()
)
_ABOUT_ELSE = (
    "yet to", "yet from", "yet on", "yet about", "yet", "to", "needed", "necessary", "required",
    "expected", "is", "was needed", "a meeting", "an election", "for the",
)  # fmt: skip
"""After "no answer" and the like: an offer that nobody has answered yet is another thing."""

_WITHIN = (
    "no answer", "no one answered", "nobody answered", "nobody picked up", "no one picked up",
    "no pickup", "no reply", "no response", "didn't pick up", "did not pick up",
    "doesn't pick up", "didn't answer", "did not answer", "doesn't answer", "not answering",
    "voicemail", "voice mail", "line busy", "line was busy", "busy line", "busy signal",
    "was engaged", "engaged", "answering machine", "not reachable", "unreachable",
    "couldn't reach", "could not reach", "couldn't get hold", "could not get hold",
    "couldn't get through", "could not get through", "went to mailbox", "phone was off",
    "phone off", "phone switched off", "nobody home", "nobody was home", "nobody at home",
    "no one home", "nobody there", "no one there", "wasn't in", "was not in", "not at home",
    "wasn't home", "was not home", "wasn't there", "was not there", "was out", "were out",
    "was away", "number not in service", "rang out", "no luck reaching", "no luck",
    "without an answer", "unanswered", "no ans", "not picking up", "wasn't picking up",
    "no one came", "nobody came to the door",
    "nicht erreicht", "niemand da", "niemanden erreicht", "keine antwort", "nicht da",
    "nicht rangegangen", "geht nicht ran", "ging nicht ran", "nicht ans telefon", "mailbox",
    "anrufbeantworter", "besetzt", "kein anschluss", "pas là", "pas de réponse", "répondeur",
    "messagerie", "n'a pas répondu", "ne répond pas", "injoignable", "absent", "absente",
    "no contesta", "no contestó", "no ha contestado", "sin respuesta", "no estaba", "buzón de voz",
    "comunicaba", "nie odebrał", "nie odebrała", "nie odbiera", "brak odpowiedzi", "nie było",
    "poczta głosowa", "zajęte",
)  # fmt: skip
"""Words by which a call or a visit was only tried."""

_TRIES = frozenset(
    "called phoned rang telephoned facetimed skyped dialled dialed visited went tried knocked"
    " stopped dropped popped drove try attempt angerufen telefoniert versucht appelé téléphoné"
    " essayé llamé llamado intenté zadzwoniłem zadzwoniłam dzwoniłem dzwoniłam próbowałem"
    " próbowałam".split()
)
_REACHED = (
    "called back", "rang back", "phoned back", "called me back", "rang me back", "phoned me back",
    "wrote back", "texted back", "texted me back", "messaged back", "got through to",
    "got through at", "then got through", "finally got through", "finally reached",
    "then reached", "second try worked", "then answered", "finally answered", "answered later",
    "picked up later", "then picked up", "finally picked up", "reached her later",
    "reached him later",
)  # fmt: skip
"""Words by which it was more than tried after all."""

_CALLED_BACK = ("called back", "rang back", "phoned back")
"""What the writer did, where a note begins so: "Called back, no answer"."""

_CALLERS = frozenset("she he they it she's he's they're it's".split())
_ORDINALS = frozenset("first second third fourth fifth 1st 2nd 3rd 4th 5th another".split())


def find_attempt(sentences: Sequence[list[str]]) -> str:
    """Return the words by which a note says that nobody answered, "" if it does not.

    `sentences` are the first ones of the note; the second may say it of a call in the first.
    """
    lines = [" ".join(words) for words in sentences]
    if not lines or any(_has(line, each) for line in _after_call_back(lines) for each in _REACHED):
        return ""
    first = sentences[0]
    if lines[0] in _ALONE:
        return lines[0]
    begins = _beginning(first)
    if begins or not first:
        return begins
    is_counted = first[0] in _ORDINALS and first[1:2] in (["try"], ["attempt"], ["call"])
    if not (first[0] in _TRIES or is_counted):
        return ""
    if first[-1] == "busy":  # "called her, busy"
        return "busy"
    within = next((each for each in _WITHIN if _has_of(lines[0], each)), "")
    return within or next(filter(None, map(_beginning, sentences[1:2])), "")


def _after_call_back(lines: list[str]) -> list[str]:
    """Return the sentences, the first without the words that its writer called back."""
    own = next((each for each in _CALLED_BACK if _after(lines[0], each) is not None), "")
    return [lines[0].removeprefix(own), *lines[1:]]


def _beginning(words: list[str]) -> str:
    """Return how a sentence begins whose try was in vain."""
    their_own = words[1:] if words[:1] and words[0] in _CALLERS else []
    for line, phrases in (
        (" ".join(words), _BEGINS),
        (" ".join(words), (*_BEGINS_AND_STOPS, *_OWN_BEGINS)),
        (" ".join(their_own), _BEGINS_AND_STOPS),
    ):
        for each in phrases:
            after = _after(line, each)
            if after is not None and not _is_about_else(after):
                return each if phrases is _BEGINS or _stops(after) else ""
    return ""


def _after(line: str, phrase: str) -> str | None:
    """Return what follows a phrase that begins a line, None if it does not."""
    return line[len(phrase) + 1 :] if f"{line} ".startswith(f"{phrase} ") else None


def _is_about_else(after: str) -> bool:
    return any(_after(after, each) is not None for each in _ABOUT_ELSE) or (
        after.startswith("from ") and " yet " in f" {after} "
    )


def _stops(after: str) -> bool:
    words = after.split()
    return not words or bool(_STOPS & {words[0], "-".join(words[:2])})


def _has_of(line: str, phrase: str) -> bool:
    """Return whether a line has a phrase, and nothing after it that is about something else."""
    _, found, after = f" {line} ".partition(f" {phrase} ")
    return bool(found) and not _is_about_else(after.strip())


def _has(line: str, words: str) -> bool:
    return f" {words} " in f" {line} "
