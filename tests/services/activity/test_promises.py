"""Promises with a date, found in the words of a note."""

from __future__ import annotations

from datetime import date

from tests.conftest import Crm
from tests.rows import for_each
from tinycrm import clock
from tinycrm.services.typed import note_words
from tinycrm.services.typed.promises import find_promises

MONDAY = date(2026, 11, 23)


@for_each(
    ("note", "text", "day"),
    [
        ("Promised to send the quote by Friday. #prints", "send the quote", "2026-11-27"),
        ("I'll call her tomorrow", "call her", "2026-11-24"),
        ("send the papers in two weeks", "send the papers", "2026-12-07"),
        ("Tomorrow I will write to Bob", "write to Bob", "2026-11-24"),
        ("She will pay on 3 December 2026.", "follow up: She will pay", "2026-12-03"),
        ("Ring him next monday", "Ring him", "2026-11-30"),
        ("We’ll meet at the end of the month", "meet", "2026-11-30"),
    ],
)
def test_a_promise_is_found_with_its_day(note: str, text: str, day: str):
    (found,) = find_promises(note, MONDAY)
    assert (found.text, found.when.day.isoformat()) == (text, day)


@for_each(
    "note",
    ["we sat down on Monday", "Ida is 7", "send 5 prints", "It was 2 weeks ago", "by and by", "",
     "in in in in the the the", "She moved last friday", "Ring him next tuesday",
     "Call her about 2.5 kg"],
)  # fmt: skip
def test_what_is_no_promise_is_left_alone(note: str):
    assert find_promises(note, MONDAY) == []


def test_there_are_at_most_three_and_a_long_note_is_read_at_once():
    note = "Call her by friday. Send it by tuesday. Ask him by 3 dec. Pay by 4 dec. " * 500
    assert len(find_promises(note, MONDAY)) == 3


@for_each(
    ("note", "text", "day"),
    [
        ("I will send the quote by Friday", "send the quote", "2026-11-27"),
        ("Promised to send the quote by Friday", "send the quote", "2026-11-27"),
        ("promised her the samples by 3 December", "the samples", "2026-12-03"),
        ("Will call her on Thursday", "call her", "2026-11-26"),
        ("Called her, will send the price list by Friday", "send the price list", "2026-11-27"),
        ("Had lunch, I'll introduce him to Ben next week", "introduce him to Ben", "2026-11-30"),
        ("I must order paper before 1 December", "order paper", "2026-12-01"),
        ("Need to check the proof by tomorrow", "check the proof", "2026-11-24"),
        ("Send her the invoice by 5 Dec", "Send her the invoice", "2026-12-05"),
        ("Ring him on Thursday", "Ring him", "2026-11-26"),
        ("We have to deliver by 10 Dec", "deliver", "2026-12-10"),
        ("I owe her an answer by Friday", "I owe her an answer", "2026-11-27"),
        ("Met Piotr and promised to send samples by Friday", "send samples", "2026-11-27"),
        (
            "Talked about the fair; I should book the table by 30 Nov",
            "book the table",
            "2026-11-30",
        ),
        ("remember to bring the keys on Friday", "bring the keys", "2026-11-27"),
        ("Call back on Wednesday at 10", "Call back", "2026-11-25"),
        ("Call her on 3.12. at 10", "Call her", "2026-12-03"),
        ("Quote by Friday", "Quote", "2026-11-27"),
        ("Let's meet again in two weeks", "meet again", "2026-12-07"),
        ("I'll write to her in two weeks", "write to her", "2026-12-07"),
        ("Email the contract tomorrow", "Email the contract", "2026-11-24"),
        ("follow up in 2 weeks", "follow up", "2026-12-07"),
        ("He needs the samples by 1 Dec", "the samples", "2026-12-01"),
        ("Ask for the logo on Monday", "Ask for the logo", "2026-11-30"),
        ("todo: pay the printer by 15 Dec", "pay the printer", "2026-12-15"),
        ("Review her text by end of month", "Review her text", "2026-11-30"),
        ("Prepare the stand before 12 Dec", "Prepare the stand", "2026-12-12"),
        ("I am going to visit her on Friday", "visit her", "2026-11-27"),
        ("Order 20 bags for her by Friday", "Order 20 bags for her", "2026-11-27"),
        ("Told her I'd send the invoice by Thursday", "send the invoice", "2026-11-26"),
        ("She asked me to send the quote by Friday", "send the quote", "2026-11-27"),
        ("Asked me to call back on Thursday", "call back", "2026-11-26"),
        ("She wants the quote by Friday", "the quote", "2026-11-27"),
        ("Wedding in June, needs 80 cards by Friday", "80 cards", "2026-11-27"),
        ("We agreed that I send the draft by 3 Dec", "send the draft", "2026-12-03"),
        ("He wants to see them, I bring them on Thursday", "bring them", "2026-11-26"),
        ("Don't forget to send the card by 10 Dec", "send the card", "2026-12-10"),
        ("I must not forget her card by 10 Dec", "her card", "2026-12-10"),
        ("Reminder: pay the printer by Friday", "pay the printer", "2026-11-27"),
        ("No answer, will try again tomorrow", "try again", "2026-11-24"),
        ("I'm calling her tomorrow", "call her", "2026-11-24"),
        ("Try again on Friday", "Try again", "2026-11-27"),
        ("I'll be in Rome on Friday and will visit her", "visit her", "2026-11-27"),
        ("The quote must go out by Friday", "The quote must go out", "2026-11-27"),
        ("She will call and I'll send the quote by Friday", "send the quote", "2026-11-27"),
    ],
)
def test_a_promise_of_the_writer_is_a_task(note: str, text: str, day: str):
    (found,) = find_promises(note, MONDAY)
    assert (found.text, found.when.day.isoformat()) == (text, day)


@for_each(
    ("note", "text", "day"),
    [
        ("she will send the logo by Monday", "ask for the logo", "2026-11-30"),
        ("He promised to pay by Friday", "follow up: He will pay", "2026-11-27"),
        ("They will deliver the paper on Thursday", "ask for the paper", "2026-11-26"),
        ("Ewa will send the text by 3 Dec", "ask for the text", "2026-12-03"),
        ("Agreed on 40 pieces, she will send the logo by Monday", "ask for the logo", "2026-11-30"),
        ("asked her to send the photos by Friday", "ask for the photos", "2026-11-27"),
        ("told him to pay by 5 December", "follow up: he will pay", "2026-12-05"),
        ("He has to sign by Friday", "follow up: He will sign", "2026-11-27"),
        (
            "the printer will deliver on Thursday",
            "follow up: the printer will deliver",
            "2026-11-26",
        ),
        ("she'll call on Friday", "follow up: she will call", "2026-11-27"),
        ("He said he would bring the keys on Friday", "ask for the keys", "2026-11-27"),
        (
            "Her husband will pick up the parcel on Thursday",
            "follow up: Her husband will pick up the parcel",
            "2026-11-26",
        ),
        ("Anna Kowalska will send the plan by Friday", "ask for the plan", "2026-11-27"),
        ("My wife will bring the parcel on Thursday", "ask for the parcel", "2026-11-26"),
        ("Their lawyer sends the contract by Friday", "ask for the contract", "2026-11-27"),
        ("She is sending the logo on Monday", "ask for the logo", "2026-11-30"),
        ("she promises the text by Friday", "ask for the text", "2026-11-27"),
        ("promised me the photos by Friday", "ask for the photos", "2026-11-27"),
        ("he owes me an answer by Friday", "ask for an answer", "2026-11-27"),
        ("Ben said he'd send the plan by Friday", "ask for the plan", "2026-11-27"),
        ("She said: I will pay by Friday", "follow up: She will pay", "2026-11-27"),
        ("She called, will decide by Friday", "follow up: She will decide", "2026-11-27"),
        ("asked Piotr to send the plan by Friday", "ask for the plan", "2026-11-27"),
        ("Waiting for her reply until Friday", "ask for her reply", "2026-11-27"),
        ("he'll decide til Friday", "follow up: he will decide", "2026-11-27"),
        ("Anna will get back to me by Friday", "follow up: Anna will get back to me", "2026-11-27"),
        (
            "She will print and send the logo by Monday",
            "follow up: She will print and send the logo",
            "2026-11-30",
        ),
    ],
)
def test_a_promise_of_another_is_to_be_asked_for(note: str, text: str, day: str):
    (found,) = find_promises(note, MONDAY)
    assert (found.text, found.when.day.isoformat()) == (text, day)


@for_each(
    "note",
    [
        "we sat down on Monday",
        "She moved last friday",
        "Ida is 7",
        "Her birthday is on Friday",
        "The shop is closed on Monday",
        "He was there on 3 November",
        "Lives at 12 May Street",
        "paid 450 EUR on Friday",
        "Order 2.5 kg",
        "Called her on Friday",
        "likes coffee at 10",
        "It rained",
        "20 bags in blue",
        "Two children, 5 and 7",
        "The fair is in May",
        "He flew to Rome on Monday",
        "They open at 9 on Sunday",
        "visits her mother every Sunday",
        "Thanks for the order of 5 bags",
        "Met on Thursday at the fair",
        "She will be in Rome on Friday",
        "He will be 40 on Friday",
        "will be on holiday until 10 December",
        "The office is closed until 5 January",
        "They will move to Rome on 1 December",
        "She has to work on Sunday",
        "She will visit her mother on Sunday",
        "The meeting on Friday was moved",
        "Call came on Friday",
        "Check from 3 December is missing",
        "If she agrees by Friday, order the paper",
        "Rent goes up by 10 December",
        "See you on Friday",
        "I call her every Friday",
        "She is getting married on 5 December",
        "It will rain on Friday",
    ],
)
def test_a_day_alone_is_no_promise(note: str):
    assert find_promises(note, MONDAY) == []


def test_a_note_from_the_command_line_names_the_command_that_reminds(crm: Crm):
    crm("add", "Ada")
    result = crm("log", "ada", "Call: I'll send the owner's quote by Friday")
    assert result.err.endswith(
        """     To be reminded: crm remind c1 'send the owner'"'"'s quote' --on 2026-11-27\n"""
    )
    assert "To be reminded" not in crm("log", "ada", "Will call on Friday", "-f", "friday").err
    assert "To be reminded" not in crm("log", "ada", "-", stdin="Will call on Friday").err
    assert "To be reminded" not in crm("log", "ada", "Talked on Friday").err


@for_each(
    "note",
    ["Lunch.Send it by Friday;ok", "call her in a fortnight", "send it on the fifth",
     "she sends it on Friday", "Planning the fair; sending it on Friday"],
)  # fmt: skip
def test_the_quick_look_for_a_promise_misses_none(note: str):
    assert note_words.find_promises(note) == find_promises(note, clock.today())
    assert find_promises(note, MONDAY)


@for_each(
    ("note", "text", "day"),
    [
        ("Remind me to ask about his son on Friday", "ask about his son", "2026-11-27"),
        ("Must not forget: flowers on Friday", "flowers", "2026-11-27"),
        ("She is back on 3 December, call her then", "call her then", "2026-12-03"),
        ("Birthday on 4 Dec, send a card", "send a card", "2026-12-04"),
        ("Delivery on Friday - tell her", "tell her", "2026-11-27"),
        ("Party on 4 Dec: bring wine", "bring wine", "2026-12-04"),
        ("I must by Friday send it", "send it", "2026-11-27"),
        ("Please by Friday send it", "send it", "2026-11-27"),
        ("She will on Friday send the logo", "ask for the logo", "2026-11-27"),
    ],
)
def test_a_task_may_come_after_its_day_or_be_a_thing_not_to_forget(note: str, text: str, day: str):
    (found,) = find_promises(note, MONDAY)
    assert (found.text, found.when.day.isoformat()) == (text, day)


@for_each(
    "note",
    ["Meeting moved to Friday", "Her birthday is on 12 January", "See you on Friday, as always",
     "The fair is on 3 December, she said", "ask about the 4 Dec party", "Open Monday to Friday"],
)  # fmt: skip
def test_a_day_with_nothing_to_do_is_no_promise(note: str):
    assert find_promises(note, MONDAY) == []


@for_each(
    ("note", "promises"),
    [
        (
            "I'll send the invoice by Friday and call him on Monday",
            {"send the invoice": "2026-11-27", "call him": "2026-11-30"},
        ),
        (
            "I must by Friday send it and on Monday call him",
            {"send it": "2026-11-27", "call him": "2026-11-30"},
        ),
        (
            "Tomorrow I will call her and send the quote by Friday",
            {"call her": "2026-11-24", "send the quote": "2026-11-27"},
        ),
        (
            "She will send the logo by Monday and I'll send the quote by 3 Dec",
            {"ask for the logo": "2026-11-30", "send the quote": "2026-12-03"},
        ),
        (
            "She is back on 3 Dec, call her then, send the offer by 10 Dec",
            {"call her then": "2026-12-03", "send the offer": "2026-12-10"},
        ),
        ("Called her on Friday, send it on Monday", {"send it": "2026-11-30"}),
        ("Birthday on 4 Dec, send a card by 1 Dec", {"send a card": "2026-12-01"}),
        (
            "Call her about the 4 Dec party tomorrow",
            {"Call her about the 4 Dec party": "2026-11-24"},
        ),
        ("Tomorrow I will ask her about Friday", {"ask her about Friday": "2026-11-24"}),
        ("Send it by Friday, by Monday at the latest", {"Send it": "2026-11-27"}),
        ("Send the quote on Friday or Monday", {"Send the quote": "2026-11-27"}),
    ],
)
def test_each_task_of_a_sentence_has_its_own_day(note: str, promises: dict[str, str]):
    found = {each.text: each.when.day.isoformat() for each in find_promises(note, MONDAY)}
    assert found == promises


@for_each(
    ("note", "day"),
    [
        ("Call her tmrw", "2026-11-24"),
        ("Call her tommorow", "2026-11-24"),
        ("Call her on weds", "2026-11-25"),
        ("Call her fri", "2026-11-27"),
        ("Call her on sat", "2026-11-28"),
        ("Call her next wk", "2026-11-30"),
        ("Call her before Xmas", "2026-12-25"),
        ("Call her by Christmas Eve", "2026-12-24"),
        ("Call her before the new year", "2027-01-01"),
    ],
)
def test_a_day_may_be_typed_in_a_hurry_or_be_a_feast(note: str, day: str):
    assert note_words.find_promises(note) == find_promises(note, clock.today())
    (found,) = find_promises(note, MONDAY)
    assert (found.text, found.when.day.isoformat()) == ("Call her", day)
