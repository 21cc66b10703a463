"""The words that name a kind of note before a colon or a dash. Data only; see typed_kind.py.

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
        "message messaged msg sms text txt texted text_message whatsapp wa signal telegram threema"
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
