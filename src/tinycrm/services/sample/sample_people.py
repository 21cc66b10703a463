"""The sample people of `crm demo`: contacts of a small print shop.

Every date is a number of days from today, so that the briefing is full on any day, and no
text mentions a season.
"""

from __future__ import annotations

from tinycrm.contact_points import Point
from tinycrm.days import Every
from tinycrm.services.people.new_contact import NewContact
from tinycrm.services.sample.sample_shape import (
    Entry,
    Sample,
    SampleAnswer,
    SampleBirthday,
    SampleDeal,
    SampleIssue,
    SampleReferral,
    SampleReminder,
    SampleWin,
)


def _weeks(n: int) -> Every:
    return Every(n, "w")


def _months(n: int) -> Every:
    return Every(n, "m")


MINE = (SampleReminder(0, "VAT return", _months(3)), SampleReminder(9, "oil the old press"))
"""Reminders for the user, about no contact."""

PEOPLE = (
    Sample(
        NewContact(
            "Mary Somerville", organization="Somerville Press", title="Publisher",
            points=(Point("email", "mary@somerville.example"),
                    Point("phone", "+44 1632 960 044", "home")),
            tags=("friend", "vip"), every=_months(3),
            facts=(("tea", "Lapsang"), ("reads", "everything about comets")),
        ),
        SampleBirthday(74, 71, "gift: a star atlas, second hand"),
        notes=(
            Entry(37, "visit: Showed her the new press. She set her own name and smudged it,"
                  " delighted."),
            Entry(212, "call: Ada will write to us, she says: an old pupil, exact and generous."),
        ),
    ),
    Sample(
        NewContact(
            "Charles Babbage", organization="Difference & Sons", title="Inventor",
            points=(Point("email", "charles@difference.example"),
                    Point("phone", "+44 20 7946 0018", "workshop")),
            tags=("customer", "retainer"), every=_months(2),
            facts=(("calls", "never before ten"), ("minds", "street music")),
        ),
        SampleBirthday(118, 63),
        brought=SampleReferral("Ada Lovelace", 190),
        notes=(
            Entry(20, "email: A list of 31 corrections. Thirty are right, and he knows which one"
                  " is not."),
        ),
        wins=(SampleWin(150, "860 GBP tables, second edition"),),
        answers=(SampleAnswer(19, 8, "Exact. Next time without the street music"),),
    ),
    Sample(
        NewContact(
            "Ada Lovelace", organization="Analytical Engines Ltd", title="Director",
            points=(Point("email", "ada@analytical.example"),
                    Point("phone", "+44 20 7946 0961", "mobile"),
                    Point("phone", "+44 1632 960 961", "office")),
            tags=("customer", "vip"), every=_weeks(6),
            facts=(("parking", "gate B"), ("coffee", "flat white"), ("daughter", "Ida")),
        ),
        SampleBirthday(0, 40, "call: She laughed a lot. Ida sang in the background."),
        brought=SampleReferral("Mary Somerville", 205, "a star atlas"),
        notes=(
            Entry(22, "call: Wants the quote before the board meets. Ida has her first recital."
                  " #prints"),
            Entry(24, "apology: Refunded the second charge, sent a handwritten card."),
            Entry(26, "email: “Charged twice. Again.” Angry, with reason."),
            Entry(75, "meeting: Drawings for the engine, folded to fit a coat pocket. The third"
                  " change, and the best one. #prints", also=("Charles Babbage",)),
            Entry(110, "meeting: Coffee by the canal. She thinks of a second branch."),
        ),
        reminders=(SampleReminder(-10, "send the quote"),),
        issues=(
            SampleIssue(26, "Invoice charged twice", settled=24, how="Refunded, with a card"),
        ),
        wins=(SampleWin(70, "1240 EUR drawings of the engine, bound"),),
    ),
    Sample(
        NewContact(
            "Grace Hopper", organization="Compass Compilers", title="Head of Documentation",
            points=(Point("email", "grace@compass.example"),
                    Point("phone", "+1 202 555 0147", "desk")),
            tags=("customer",), every=_months(2),
            facts=(("coffee", "black"), ("clock", "runs backwards")),
        ),
        SampleBirthday(3),
        notes=(
            Entry(31, "meeting: Wants a manual that lies flat beside a keyboard. We agreed on a"
                  " sewn binding. #manuals"),
            Entry(96, "call: Explained paper weights to her in inches of wire. She approved."),
        ),
    ),
    Sample(
        NewContact(
            "Jan Nowak", organization="Nowak & Daughters", title="Boatbuilder",
            points=(Point("email", "jan@nowak-boats.example"),),
            tags=("customer", "friend"),
            facts=(("dog", "Bosman"), ("loves", "sailing"), ("brings", "rye bread")),
        ),
        SampleBirthday(-2, 50, "gift: a brass compass"),
        brought=SampleReferral("Ada Lovelace", 98, "Coffee by the canal"),
        notes=(
            Entry(64, "visit: The yard smells of tar and fresh bread. He wants name plates for the"
                  " new hull."),
        ),
        wins=(SampleWin(40, "480 EUR name plates", "The yard smells of tar"),),
        answers=(SampleAnswer(30, 10, "The plates shine. Even the dog looked twice"),),
    ),
    Sample(
        NewContact(
            "Marek Zieliński", organization="Zieliński Furniture",
            points=(Point("email", "marek@zielinski.example"),),
            tags=("customer",), every=_weeks(4), facts=(("plays", "the cello"),),
        ),
        SampleBirthday(160, 45),
        notes=(
            Entry(35, "meeting: moving offices soon, every sign to be made anew"),
            Entry(67, "call: The catalogue is out. Two shops rang him because of the cover."),
        ),
    ),
    Sample(
        NewContact(
            "Hanna Weiß", organization="Weiß & Brandt", title="Lawyer",
            points=(Point("email", "hanna@weiss-brandt.example"),
                    Point("phone", "+49 30 23125 118", "office")),
            tags=("customer",), facts=(("reads", "every comma"), ("cycles", "in any weather")),
        ),
        notes=(
            Entry(9, "email: Sent her the contract for the festival programmes."),
            Entry(88, "meeting: Wants paper that a fountain pen does not bleed on. Left her three"
                  " sheets to try."),
        ),
        reminders=(SampleReminder(-3, "is the contract signed?"),),
    ),
    Sample(
        NewContact(
            "Luis Ortega", organization="Ortega Azulejos", title="Tile maker",
            points=(Point("email", "luis@ortega.example"), Point("handle", "@ortega.azulejos")),
            tags=("customer",), every=_months(3), facts=(("supports", "the smaller club"),),
        ),
        notes=(
            Entry(_months(3), "message: off to the fair, call once he is back in Lisbon"),
            Entry(170, "meeting: Wants his tiles as a calendar, a pattern a month. #prints"),
        ),
    ),
    Sample(
        NewContact(
            "Zofia Maj", organization="Galeria Maj", title="Curator",
            points=(Point("email", "zofia@galeria-maj.example"),),
            tags=("customer", "vip"), facts=(("hangs", "everything herself"),),
        ),
        SampleBirthday(233),
        notes=(
            Entry(4, "support: Measured with her: the whole run is a finger too narrow."),
            Entry(50, "call: Told her about the stronger tubes."
                      " “Now even the postman is careful.”"),
            Entry(58, "support: Twelve posters with a crease. Printed them again overnight."),
        ),
        issues=(
            SampleIssue(58, "Posters arrived creased", settled=56, how="Printed again, in tubes",
                        mentioned=50),
            SampleIssue(4, "Wrong print size delivered"),
        ),
        perk=("a free reprint of the opening posters", 45),
    ),
    Sample(
        NewContact(
            "Piotr Wójcik", organization="Café Sowa", title="Owner",
            points=(Point("email", "piotr@cafe-sowa.example"),),
            tags=("customer", "friend"), facts=(("table", "the one by the stove"),),
        ),
        SampleBirthday(41, 38, "greeting: A card with an owl on it."),
        notes=(
            Entry(6, "talk: Over the counter he praised the menus to an architect."),
            Entry(49, "visit: Menus on grease-proof paper."
                      " He wiped one with a wet cloth, proudly."),
        ),
        wins=(SampleWin(49, "230 EUR menus"),),
    ),
    Sample(
        NewContact(
            "Ewa Lis", organization="Lis Architects", title="Architect",
            points=(Point("email", "ewa@lis-architects.example"),),
            tags=("lead",), facts=(("builds", "models by hand"),),
        ),
        brought=SampleReferral("Piotr Wójcik", 5, "A card with an owl"),
        notes=(
            Entry(3, "email: Asks for heavy paper that can be cut by hand and stays where it is"
                  " folded."),
        ),
        reminders=(SampleReminder(1, "ask for her papers"),),
        deals=(SampleDeal(3, "640 EUR plans of the office, bound", 30),),
    ),
    Sample(
        NewContact(
            "Oskar Lind", organization="Lind & Lind", title="Bookbinder",
            points=(Point("email", "oskar@lind.example"),
                    Point("phone", "+46 8 465 004 12", "workshop")),
            tags=("supplier",), every=_weeks(4), facts=(("with coffee", "a cardamom bun"),),
        ),
        SampleBirthday(87, 55),
        notes=(
            Entry(24, "call: Has linen in a blue he will not find again. Keeps two rolls for us."),
            Entry(53, "visit: He binds, we talk. Four hundred books before the coffee was cold."),
        ),
    ),
    Sample(
        NewContact(
            "Tomasz Król", points=(Point("email", "tomasz@krol.example"),),
            tags=("friend",), facts=(("son", "Kuba"),),
        ),
        SampleBirthday(194, 47),
        notes=(
            Entry(61, "call: his son Kuba has taken up the drums"),
            Entry(89, "meeting: Lunch at the market. He has given up coffee, for the second time."),
            Entry(117, "call: Passed his exam for mountain guides."),
            Entry(146, "meeting: A walk along the river, and not one word about work."),
        ),
    ),
    Sample(
        NewContact(
            "Nadia Benali", title="Illustrator",
            points=(Point("email", "nadia@benali.example"),
                    Point("phone", "+33 6 39 98 12 34", "mobile"), Point("handle", "@nadia.draws")),
            tags=("friend", "supplier"), facts=(("draws", "harbours"), ("sister", "Samira")),
        ),
        SampleBirthday(129),
        notes=(
            Entry(17, "favour: Scanned her sketchbooks overnight, so that she made her deadline."),
            Entry(52, "social: Wrote her a line about the prize for her harbours."),
        ),
        reminders=(SampleReminder(12, "her exhibition opens"),),
    ),
    Sample(
        NewContact(
            "山本花子", nicknames=("Hanako", "Hanako Yamamoto"), organization="Yamamoto Washi",
            title="Papermaker", points=(Point("email", "hanako@yamamoto-washi.example"),),
            tags=("supplier",), every=_months(6), facts=(("sends", "a leaf with every parcel"),),
        ),
        SampleBirthday(266),
        notes=(
            Entry(43, "message: A new batch of mulberry paper is drying. She keeps us ten sheets."),
        ),
    ),
    Sample(
        NewContact(
            "Siobhán O'Brien", title="Novelist",
            points=(Point("email", "siobhan@obrien.example"),),
            tags=("customer",), do_not_contact=True,
            note="Writes her second novel and wants no calls until it is done.",
        ),
        SampleBirthday(4, 36),
        notes=(Entry(140, "meeting: Her first novel, bound in green. She smelled it first."),),
    ),
)  # fmt: skip
