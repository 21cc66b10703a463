"""The words by which a sentence says the kind of a note. Data only; see past_tense.py.

Everything is compared in lower case, with its accents, and with e-mail written as email.
"""

from __future__ import annotations

VERBS = {
    "called": "call", "phoned": "call", "rang": "call", "telephoned": "call", "facetimed": "call",
    "skyped": "call", "dialled": "call", "dialed": "call",
    "emailed": "email", "mailed": "email",
    "texted": "message", "messaged": "message", "whatsapped": "message", "pinged": "message",
    "dmed": "message", "dm'd": "message",
    "met": "meeting", "lunched": "meeting", "dined": "meeting", "zoomed": "meeting",
    "visited": "visit",
    "thanked": "thanks",
    "gifted": "gift",
    "congratulated": "greeting", "wished": "greeting",
    "introduced": "intro",
    "helped": "favour", "lent": "favour",
    "apologised": "apology", "apologized": "apology",
    "angerufen": "call", "telefoniert": "call", "gemailt": "email", "getroffen": "meeting",
    "besucht": "visit", "gratuliert": "greeting", "geholfen": "favour", "bedankt": "thanks",
    "appelé": "call", "téléphoné": "call", "rencontré": "meeting", "déjeuné": "meeting",
    "visité": "visit", "remercié": "thanks", "félicité": "greeting", "aidé": "favour",
    "llamé": "call", "felicité": "greeting", "ayudé": "favour",
    "zadzwoniłem": "call", "zadzwoniłam": "call", "dzwoniłem": "call", "dzwoniłam": "call",
    "spotkałem": "meeting", "spotkałam": "meeting", "odwiedziłem": "visit",
    "odwiedziłam": "visit", "podziękowałem": "thanks", "podziękowałam": "thanks",
    "pogratulowałem": "greeting", "pogratulowałam": "greeting", "pomogłem": "favour",
    "pomogłam": "favour", "przeprosiłem": "apology", "przeprosiłam": "apology",
}  # fmt: skip
"""A past tense that says what happened by itself, when a note begins with it."""

UNLESS = {
    "called": "off it in for upon on out a",
    "rang": "up off true out in",
    "met": (
        "deadline deadlines target targets goal goals budget criteria requirement requirements"
        " expectations conditions quota need needs demand standard standards refusal"
    ),
    "lent": "itself",
    "wished": "for to that he she they it we i",
    "helped": "by itself",
    "introduced": "a an new the our by in",
    "visited": "by our",
    "pinged": "back",
    "dined": "out",
    "zoomed": "in out",
    "besucht": "nächste nächsten nächstes gern gerne gerade morgen bald oft die den das eine einen",
    "getroffen": "hat haben",
    "bedankt": "sich",
    "appelé": "par", "aidé": "par", "visité": "par", "félicité": "par", "remercié": "par",
    "rencontré": "par des",
}  # fmt: skip
"""Before these words, "the" and "all" aside, such a verb means something else."""

_POSTS = "post photo page linkedin instagram story profile article"
_WITH_OTHERS = {
    "said": ("apology", 1, "sorry"),
    "put": ("intro", 6, "touch"),
    "connected": ("intro", 4, "with to"),
    "commented": ("social", 8, _POSTS),
    "liked": ("social", 8, _POSTS),
    "reacted": ("social", 8, _POSTS),
    "endorsed": ("social", 8, _POSTS),
    "did": ("favour", 4, "favour favor"),
    "talked": ("call", 6, "phone telephone"),
    "spoke": ("call", 6, "phone telephone"),
    "caught": ("meeting", 6, "lunch dinner breakfast brunch coffee tea drinks beer"),
    "ran": ("meeting", 1, "into"),
    "bumped": ("meeting", 1, "into"),
    "mit": ("call", 6, "telefoniert"),
    "sie": ("call", 2, "angerufen"),
    "er": ("call", 2, "angerufen"),
    "ihn": ("call", 2, "angerufen"),
    "hat": ("call", 2, "angerufen"),
    "elle": ("call", 2, "appelé téléphoné"),
    "il": ("call", 2, "appelé téléphoné"),
    "ha": ("call", 1, "llamado"),
    "hablé": ("call", 6, "teléfono telefono"),
}
WITH_OTHERS = {
    verb: (kind, within, frozenset(words.split()))
    for verb, (kind, within, words) in _WITH_OTHERS.items()
}
"""A past tense that says what happened if one of these words is among the next ones."""

REASONS = ("for", "about", "because", "that", "when")
"""What follows is not what was given: "got thanked for the flowers"."""

THEY = frozenset(("she", "he", "they"))
THEM = frozenset(("her", "him", "them"))
PEOPLE = THEM | {"me", "us"}
ARTICLES = frozenset(("a", "an", "some", "another", "two", "three", "the", "my", "our", "all"))
AFTER_THEIRS = frozenset(
    ("", "about", "to", "back", "again", "me", "us", "today", "yesterday", "because", "regarding",
     "with", "from", "this", "that", "and", "asking", "saying", "wanting")
)  # fmt: skip

AFTER_SEEN = frozenset(
    ("", "again", "and", "at", "for", "in", "last", "on", "this", "today", "yesterday")
)
MEDIA = frozenset((*_POSTS.split(), "facebook", "news", "newspaper", "paper", "tv", "video"))
"""Where people are seen, or what of them, without a meeting."""

DESCRIBING = frozenset(
    "quick short long brief team business second first another nice good cold sales weekly monthly"
    " conference".split()
)
"""Before what people have together: "quick call with Ben", "team lunch: …"."""

ADORNING = frozenset(
    "lovely beautiful nice big small huge little homemade home-made handmade fresh good delicious"
    " wonderful white red".split()
)
CONTAINERS = frozenset(
    "jar jars pot tin box boxes bottle bottles bunch bouquet bag basket pack packet bar bars piece"
    " pieces pair set glass can crate case sack slice loaf tray".split()
)
"""Before what somebody gives: "she brought us a lovely box of chocolates"."""

CAME = {
    "came": ("by", "over", "round", "in"), "dropped": ("by", "in", "round"),
    "stopped": ("by", "in"), "popped": ("by", "in", "round", "over"),
}  # fmt: skip
"""How somebody visits: "she came by"."""

PLACES = frozenset("shop store office studio salon practice clinic workshop gallery bakery".split())
"""Where people come into: "she popped into the shop"."""

CALLS = frozenset(("call", "calls"))
REACHING = frozenset("call reach ring phone contact catch".split())
"""What the contact tried and the user missed: no try of the user, and nobody was in touch."""

LEFT = frozenset(("voicemail", "message", "msg", "vm", "note"))
"""What they leave for the user: "she left a message"."""

AFTER_CAME_IN = AFTER_THEIRS | {"for"}
"""Not "came in second"."""

VEHICLES = frozenset("train car bus bike plane boat ship ferry taxi foot mail post an".split())

NO_MEETING = frozenset(
    "trouble troubles problem problems issue issues difficulty difficulties delay delays debt snag"
    " snags error errors bug bugs wall".split()
)
"""What else people run into."""

NOT_YET = frozenset("werden haben".split())
"""After a German participle: "sie will angerufen werden"."""

ANSWERED = frozenset("replied answered responded".split())
ANSWERED_WORDS = {
    "mail": "email", "email": "email", "mails": "email", "emails": "email", "text": "message",
    "message": "message", "sms": "message", "whatsapp": "message", "dm": "message",
    "call": "call",
}  # fmt: skip
"""What was answered, and how."""

SELF = frozenset(
    "i we ich habe hab i've we've just finally also earlier today yesterday heute gestern j'ai nous"
    " ayer hoy wczoraj dzisiaj".split()
)
"""What may come before a past tense: the writer, and a day."""

PARTS_OF_TIME = frozenset("morning afternoon evening night week weekend month".split())
"""What follows "last", "this" and "on", beside weekdays, where a note begins with its day."""

COUNTED = frozenset("day days week weeks month months".split())
"""Before "ago"."""

_GIVEN = {
    "call": "call ring phone buzz bell",
    "favour": "lift hand ride",
    "": (
        "discount quote price notice feedback update advice estimate offer chance warning deadline"
        " answer reason choice hint tour demo talk presentation overview example list number"
        " address date name copy link refund extension reminder ultimatum permission access key"
        " keys contract invoice brief briefing rebate deposit free my-card our-card business-card"
    ),
}
GIVEN_WORDS = {word: kind for kind, words in _GIVEN.items() for word in words.split()}
"""What "gave her a …" means; anything else that is given is a gift. "" is no kind."""

_THINGS = {
    "email": "email mail newsletter",
    "message": "text sms message whatsapp dm msg",
    "gift": (
        "flowers gift present gifts presents chocolate chocolates wine cake bouquet honey book"
        " voucher hamper basket roses champagne cookies biscuits jam sweets bottle praline plant"
        " tulips candles"
    ),
    "greeting": (
        "birthday-card christmas-card greeting-card card postcard wishes congratulations greetings"
        " condolences"
    ),
    "thanks": "thank-you thank-you-note thank-you-card thanks",
    "apology": "apology apologies",
    "intro": "intro introduction introductions",
    "": "my-card our-card business-card loyalty-card membership-card",
}
THING_WORDS = {thing: kind for kind, things in _THINGS.items() for thing in things.split()}
"""What was sent or brought, and the kind of note that is about it."""

_EVENTS = {
    "meeting": (
        "lunch dinner breakfast brunch coffee tea drinks drink beer supper meeting meal pizza zoom"
        " espresso cuppa beers coffees pint pints walk mtg"
    ),
    "call": (
        "call phone-call video-call video-chat telephone-call skype-call teams-call whatsapp-call"
        " facetime"
    ),
}
_EVENTS_ELSEWHERE = {
    "meeting": (
        "kaffee mittagessen abendessen frühstück bier besprechung treffen café déjeuner dîner"
        " réunion rendez-vous rdv comida cena desayuno almuerzo reunión kawa obiad kolacja"
        " spotkanie"
    ),
    "call": "telefonat anruf appel llamada rozmowa",
}
EVENT_WORDS = {
    event: kind
    for table in (_EVENTS, _EVENTS_ELSEWHERE)
    for kind, events in table.items()
    for event in events.split()
}
"""What people have together: "had lunch", "lunch with Piotr", "Kaffee mit Piotr"."""

WITH = ("with", "w/", "mit", "avec", "con", "z", "ze")

_WITH_PERSON = {
    "call": "call phone-call video-call telephone-call",
    "email": "email mail",
    "message": "text sms message whatsapp voicemail",
    "visit": "visit",
}
FROM_WORDS = {noun: kind for kind, nouns in _WITH_PERSON.items() for noun in nouns.split()}
"""What comes from a person or goes to one: "call from her", "email to Ben"."""

PLANS = frozenset(
    "tomorrow tomorow tommorow tommorrow tmrw tmr tonight next will would should must need needs"
    " needed want wants wanted wish wishes"
    " plan plans planned planning schedule scheduled arrange arranged arranging organise organize"
    " cancelled canceled cancel cancels postponed postpone moved rescheduled booked maybe perhaps"
    " might may could can possible soon upcoming fixed agreed invite invited proposed"
    " suggested proposes suggests asks asked due pending tbd tbc if when later before until is are"
    " was costs cost"
    " morgen übermorgen nächste nächsten nächster nächstes kommende kommenden geplant vereinbart"
    " verschoben abgesagt demain prochain prochaine prévu prévue annulé annulée reporté reportée"
    " mañana próximo próxima previsto prevista cancelado cancelada aplazado aplazada jutro pojutrze"
    " następny następnym zaplanowany przełożony przełożone odwołany odwołane"
    " montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi"
    " vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo poniedziałek"
    " wtorek środę czwartek piątek sobotę niedzielę".split()
)
"""Words that make "lunch with Piotr" a plan, or a sentence about lunches."""
