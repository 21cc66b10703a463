"""People, cards, and finding words."""

from __future__ import annotations

import asyncio
import threading
from datetime import date
from typing import Any

import pytest

from tests.conftest import Crm
from tests.tui.conftest import Run, Stage, pasted
from tinycrm.services.people.listing import WorkingRow
from tinycrm.tui import people_rows, queries
from tinycrm.tui.cell_text import Line
from tinycrm.tui.messages import StoreChanged
from tinycrm.tui.widgets.people_list import PeopleList

pytestmark = pytest.mark.usefixtures("people")


async def the_list_has_the_card_beside_it(stage: Stage) -> None:
    await stage.press("p")
    stage.matches("people")


async def a_filter_works_while_it_is_typed_and_escape_takes_it_back(stage: Stage) -> None:
    await stage.press("p", "slash")
    await stage.type("ma")
    assert stage.text.splitlines()[4].startswith(" ▸ Marek")
    assert "Charles" not in stage.text
    await stage.press("escape")
    assert "Charles Babbage" in stage.text
    await stage.paste("tag:vip")
    assert "Mary Somerville" in stage.text
    assert "Tomasz" not in stage.text
    await stage.press("enter", "j")
    await stage.press("slash", "ctrl+u")
    await stage.paste("tag:vip nope:")
    assert "“nope” is not a filter." in stage.foot


async def enter_opens_the_card_and_escape_leads_back_step_by_step(stage: Stage) -> None:
    await stage.press("j", "enter")
    assert "Director, Analytical Engines Ltd · customer, vip" in stage.text
    assert stage.app.screen.id == "people"
    await stage.press("escape", "escape")
    assert stage.app.screen.id == "today"
    assert " ▸ Ada Lovelace" in stage.text


async def words_are_found_wherever_they_were_written(stage: Stage) -> None:
    await stage.press("slash")
    await stage.paste("quote")
    stage.matches("find")
    await stage.press("enter")
    assert stage.app.screen.id == "people"
    assert " ▸ Ada Lovelace" in stage.text


async def a_word_that_is_nowhere_finds_the_nearest(stage: Stage) -> None:
    await stage.press("slash")
    await stage.paste("qoute")
    assert "nearest:" in stage.text
    assert "send the quote" in stage.text
    await stage.press("escape")
    assert stage.app.screen.id == "today"


async def where_nobody_is_shown_the_screen_says_what_to_press(stage: Stage) -> None:
    await stage.press("p", "slash", pasted("zzz"))
    assert "No match for “zzz”. esc clears the" in stage.text
    await stage.press("escape", "escape", "escape", "slash", pasted("xyzzy"))
    assert "No match for “xyzzy”. Fewer letters find more." in stage.text


async def an_arrow_leads_from_the_filter_into_the_list_as_it_is_by_then(stage: Stage) -> None:
    await stage.press("p", "slash", *"marek", "down", "n")
    assert "▸ Marek Zieliński " in stage.text
    assert "the selected person" in stage.text
    await stage.press("escape", "t", "slash", *"gate B", "down", "n")
    assert "▸ Ada Lovelace " in stage.text  # though e, d or n came before the answer


async def a_filter_that_cannot_be_read_says_why(stage: Stage) -> None:
    await stage.press("p", "slash", pasted("quiet:soon"))
    assert "“soon” is not an interval. Write it like 4w, 30d, 3m or 1y." in stage.foot
    assert "No match for" not in stage.text
    await stage.press("ctrl+u", *"ada")
    assert "\n   Charles Babbage " not in stage.text
    assert "rhythm" not in stage.text
    await stage.press("escape")
    assert " ▸ Ada Lovelace" in stage.text  # among all of them


def test_people_are_listed_filtered_and_found(tui: Run):
    tui(
        the_list_has_the_card_beside_it,
        a_filter_works_while_it_is_typed_and_escape_takes_it_back,
        enter_opens_the_card_and_escape_leads_back_step_by_step,
        words_are_found_wherever_they_were_written,
        a_word_that_is_nowhere_finds_the_nearest,
        where_nobody_is_shown_the_screen_says_what_to_press,
        an_arrow_leads_from_the_filter_into_the_list_as_it_is_by_then,
        a_filter_that_cannot_be_read_says_why,
    )


def test_a_card_opens_from_the_shell(tui: Run):
    async def play(stage: Stage) -> None:
        assert " ▸ Grace Hopper" in stage.text
        assert "clock: runs backwards" in stage.text

    tui(play, who="c4")


def test_on_a_narrow_screen_a_card_or_an_organization_takes_the_place_of_the_list(tui: Run):
    async def play(stage: Stage) -> None:
        stage.matches("card-40x20")
        await stage.press("o")
        stage.matches("company-40x20")
        await stage.press("escape")
        stage.matches("card-40x20")
        await stage.press("escape")
        stage.matches("people-40x20")

    tui(play, who="c3", size=(40, 20))


def test_whoever_is_chosen_stays_chosen_when_others_write(tui: Run, crm: Crm):
    async def play(stage: Stage) -> None:
        await stage.press("p", *"jjj")
        assert " ▸ Grace Hopper" in stage.text
        await asyncio.to_thread(crm.process, "add", "Aaron Aalto")
        await stage.until(lambda: "Aaron Aalto" in stage.text)
        assert " ▸ Grace Hopper" in stage.text
        await stage.press("t", "slash", pasted("quote"), "down", "j")
        before = next(line for line in stage.text.splitlines() if "▸" in line)
        await asyncio.to_thread(crm.process, "log", "mary", "The quote of the day")
        await stage.until(lambda: "The quote of the day" in stage.text)
        assert next(line for line in stage.text.splitlines() if "▸" in line) == before

    tui(play)


def test_more_people_than_are_kept_are_read_in_pages(tui: Run, crm: Crm):
    rows = "".join(f'{{"name": "Person {n:05}"}}\n' for n in range(1300))
    crm("add", "-", stdin=rows)

    async def play(stage: Stage) -> None:
        await stage.press("p")
        await stage.press("G")
        assert "1,316" in stage.text
        assert " ▸ 山本花子" in stage.text
        await stage.press(*"kkkkk")
        assert " ▸ Person 01299" in stage.text
        await stage.press("slash", *"01234")
        assert " ▸ Person 01234" in stage.text

    tui(play)


def test_from_a_person_to_their_organization_and_back(tui: Run, crm: Crm):
    crm("add", "Joan Clarke", "-o", "analytical engines ltd", "--title", "Cryptanalyst")
    crm("issue", "joan", "Machine came without its manual")
    crm("add", "Zoe Alone")

    async def play(stage: Stage) -> None:
        await stage.press("p")
        await stage.press("o")
        stage.matches("company")
        await stage.press("o")  # it is shown already
        assert "Open issues" in stage.text
        await stage.press("escape")
        assert stage.app.screen.id == "people"
        await stage.press("o", "j", "enter")
        assert stage.app.screen.id == "people"
        assert "Cryptanalyst" in stage.text
        await stage.press("slash", pasted("zoe"), "enter", "o")
        assert "Zoe Alone has no organization." in stage.foot

    tui(play)


def test_who_moves_while_the_list_is_read_again_stays_there(
    tui: Run, monkeypatch: pytest.MonkeyPatch
):
    is_asked, may_answer, read = threading.Event(), threading.Event(), queries.read_people

    def read_slowly(*args: Any, **how: Any) -> queries.People:
        is_asked.set()
        found = read(*args, **how)
        assert may_answer.wait(10)
        return found

    async def play(stage: Stage) -> None:
        await stage.press("p")
        monkeypatch.setattr(queries, "read_people", read_slowly)
        rows = stage.app.screen.query_one(PeopleList)
        chosen = rows.at
        stage.app.screen.post_message(StoreChanged())
        await stage.until(is_asked.is_set)
        stage.send("j")
        await stage.until(lambda: rows.at == chosen + 1)
        may_answer.set()
        await stage.settle()
        assert rows.at == chosen + 1

    tui(play)


def test_a_key_draws_the_two_rows_it_changes_and_no_other(
    tui: Run, monkeypatch: pytest.MonkeyPatch
):
    drawn: list[str] = []
    draw = people_rows.draw

    def counted(row: WorkingRow, today: date, width: int) -> Line:
        drawn.append(row.line.name)
        return draw(row, today, width)

    async def play(stage: Stage) -> None:
        await stage.press("p", "j")
        assert "▸ Charles Babbage" in stage.text
        monkeypatch.setattr(people_rows, "draw", counted)
        await stage.press("j")
        assert "▸ Ewa Lis" in stage.text
        assert sorted(drawn) == ["Charles Babbage", "Ewa Lis"]

    tui(play)
