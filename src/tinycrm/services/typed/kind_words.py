"""The words by which people name a kind of note, as they type them. Data only; see typed_kind.py.

Everything is compared in lower case, with its accents, and with e-mail written as email.
"""

from __future__ import annotations

_LABELS = {
    "talk": "talk talked chatted spoke conversation",
    "call": (
        "call called phone phoned tel rang telephone callback"
        " phone_call video_call video_chat facetime skype"
    ),
    "email": "email emailed mail mailed",
    "message": (
        "message messaged msg sms text texted text_message whatsapp wa signal telegram threema"
        " imessage messenger viber slack chat dm pm mms"
    ),
    "meeting": (
        "meeting met meet meetup mtg lunch dinner breakfast brunch coffee tea drinks beer supper"
        " zoom teams google_meet webex video_meeting workshop lunch_meeting appointment"
    ),
    "visit": "visit visited site_visit home_visit house_call drop_in",
    "support": "support ticket helpdesk help_desk troubleshooting repair",
    "social": "social linkedin instagram facebook twitter mastodon bluesky xing tiktok insta",
    "thanks": "thanks thank_you thankyou thx ty thanked thank_you_note thank_you_card",
    "gift": "gift gifted present flowers gave gave_gift gift_sent",
    "greeting": (
        "greeting greetings congrats congratulations congratulated birthday_card birthday_wishes"
        " card birthday_greeting birthday_greetings christmas_card xmas_card greeting_card"
        " bday_card happy_birthday wishes season's_greetings holiday_card condolences"
        " get_well_card postcard"
    ),
    "intro": "intro introduction introduced intros",
    "favour": "favour favor helped helped_out favours favors",
    "apology": "apology apologised apologized sorry apologies said_sorry my_apologies",
    "attempt": (
        "attempt attempted voicemail vm no_answer no_reply missed no_response line_busy busy"
        " tried unreachable not_reached left_voicemail left_a_voicemail left_message voice_mail"
        " answering_machine mailbox missed_call no_show nobody_home not_in tried_to_call"
    ),
    "note": "note notes note_to_self fyi remark memo nb self_note n.b. reminder_to_self",
}
_LABELS_ELSEWHERE = {
    "call": "anruf telefonat telefon appel coup_de_fil téléphone llamada rozmowa_telefoniczna",
    "email": "courriel mél correo correo_electrónico",
    "message": "nachricht mensaje wiadomość",
    "meeting": (
        "treffen mittagessen abendessen besprechung termin rendez_vous rdv réunion reunion déjeuner"
        " dîner reunión comida cena spotkanie obiad kolacja kawa kaffee"
    ),
    "visit": "besuch visite visita wizyta",
    "thanks": "danke dank merci remerciement gracias dziękuję podziękowanie",
    "gift": "geschenk cadeau regalo prezent",
    "greeting": "glückwunsch glückwünsche félicitations vœux felicitación gratulacje życzenia",
    "apology": "entschuldigung excuses disculpa przeprosiny",
    "note": "notiz nota notatka",
}
"""German, French, Spanish and Polish."""

LABELS = {
    label.replace("_", " "): kind
    for table in (_LABELS, _LABELS_ELSEWHERE)
    for kind, labels in table.items()
    for label in labels.split()
}
"""A label before a colon or a dash, and its kind. Each kind is a label of itself."""

VERBS = {
    "called": "call", "phoned": "call", "rang": "call", "telephoned": "call", "facetimed": "call",
    "skyped": "call", "dialled": "call", "dialed": "call",
    "emailed": "email", "mailed": "email",
    "texted": "message", "messaged": "message", "whatsapped": "message", "pinged": "message",
    "dmed": "message",
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
    "dropped": ("visit", 1, "by in round"),
    "stopped": ("visit", 1, "by in"),
    "popped": ("visit", 1, "by in round over"),
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
    "ihn": ("call", 2, "angerufen"),
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

DESCRIBING = frozenset(
    "quick short long brief team business second first another nice good".split()
)
"""Before what people have together: "quick call with Ben", "team lunch: …"."""

CAME = {
    "came": "by over round", "dropped": "by in round", "stopped": "by in",
    "popped": "by in round over",
}  # fmt: skip
"""How somebody visits the user: "she came by"."""

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
    "i we i've we've just finally also earlier today yesterday heute gestern j'ai nous ayer hoy"
    " wczoraj dzisiaj".split()
)
"""What may come before a past tense: the writer, and a day."""

PARTS_OF_TIME = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday morning afternoon evening night week"
    " weekend month".split()
)
"""What follows "last", "this" and "on" where a note begins with its day."""

COUNTED = frozenset("day days week weeks month months".split())
"""Before "ago"."""

_GIVEN = {
    "call": "call ring phone buzz bell",
    "favour": "lift hand ride",
    "": (
        "discount quote price notice feedback update advice estimate offer chance warning deadline"
        " answer reason choice hint tour demo talk presentation overview example list number"
        " address date name copy link refund extension reminder ultimatum permission access key"
        " keys contract invoice brief briefing rebate deposit free"
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
}
THING_WORDS = {thing: kind for kind, things in _THINGS.items() for thing in things.split()}
"""What was sent or brought, and the kind of note that is about it."""

_EVENTS = {
    "meeting": (
        "lunch dinner breakfast brunch coffee tea drinks drink beer supper meeting meal pizza zoom"
        " espresso cuppa"
    ),
    "call": "call phone-call video-call video-chat telephone-call",
}
EVENT_WORDS = {event: kind for kind, events in _EVENTS.items() for event in events.split()}
"""What people have together: "had lunch", "lunch with Piotr"."""

_WITH_PERSON = {
    "call": "call phone-call video-call telephone-call",
    "email": "email mail",
    "message": "text sms message whatsapp",
    "visit": "visit",
}
FROM_WORDS = {noun: kind for kind, nouns in _WITH_PERSON.items() for noun in nouns.split()}
"""What comes from a person or goes to one: "call from her", "email to Ben"."""

PLANS = frozenset(
    "tomorrow tonight next will would should must need needs needed want wants wanted wish wishes"
    " plan plans planned planning schedule scheduled arrange arranged arranging organise organize"
    " cancelled canceled cancel cancels postponed postpone moved rescheduled booked maybe perhaps"
    " might may could can possible soon upcoming fixed agreed invite invited proposed"
    " suggested proposes suggests asks asked due pending tbd tbc if when later before until is are"
    " was costs cost".split()
)
"""Words that make "lunch with Piotr" a plan, or a sentence about lunches."""
