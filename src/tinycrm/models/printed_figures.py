"""The records about care, messages and figures that commands print with `--json`.

A promise to scripts, like `printed.py`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from tinycrm.models.printed import Feedback
from tinycrm.models.printed_morning import Glance
from tinycrm.models.printed_values import BatchCode, ContactCode, Every, Money, Person


class Reason(BaseModel):
    """Why somebody may need a word now."""

    reason: Literal["issue", "answer", "repeated", "lapsed", "mood", "quiet"]
    text: str
    record: str = Field(description="The code of the one record that it comes from.")
    weight: int


class Cared(BaseModel):
    """A person with the reasons to be in touch: each element of `care`."""

    contact: Person
    reasons: list[Reason]
    score: int = Field(description="The sum of the weights.")
    usually: Every | None = Field(description="Of somebody quiet: the nearest cadence.")
    every: Every | None = Field(description="The same, if they have no cadence yet.")
    silent: int | None = Field(description="Days since the last touch.")
    last: date | None
    latest: Glance | None


class Asked(BaseModel):
    """What is kept about suggesting something: `care --until`, `feedback WHO --ask`."""

    id: ContactCode
    name: str
    about: Literal["care", "feedback", "referral", "rhythm"]
    on: date
    hidden_until: date | None
    never: bool
    batch: BatchCode | None
    created: bool


class ToAsk(BaseModel):
    """Whom to ask how it was: each element of `feedback --ask`."""

    contact: Person
    record: str = Field(description="The win or the issue that is the reason.")
    reason: str
    on: date


class Message(BaseModel):
    """A message: `write`."""

    to: list[str]
    subject: str
    text: str
    contact: ContactCode
    template: str


class Measure(BaseModel):
    """A value in one period. `n` is how many rows it comes from."""

    number: float | None
    n: int
    of: int | None = Field(description="What it is a part of.")
    money: list[Money] | None = Field(description="A sum for each currency.")


class Part(BaseModel):
    """A part of a figure, like the calls of the touches."""

    key: str
    label: str
    now: Measure
    before: Measure
    formula: str
    parts: list[Any]


class Figure(Part):
    """A figure, beside the one of the period before."""

    records: list[str] = Field(default=[], description="With --explain: the rows it comes from.")


class Period(BaseModel):
    """From `since` to `until`, both included."""

    name: str
    since: date
    until: date


class PromoterScore(BaseModel):
    """The Net Promoter Score of `n` people; null without any."""

    value: Annotated[int, Field(ge=-100, le=100)] | None
    n: int
    promoters: int
    detractors: int


class Carried(BaseModel):
    """A person who carried a year."""

    contact: Person
    own: list[Money]
    brought: list[Money]
    touches: int
    own_records: list[str] = Field(description="With --explain: the wins that are summed.")
    brought_records: list[str] = Field(description="With --explain: the wins that are summed.")


class CameBack(BaseModel):
    """A gesture that was linked to a win."""

    note: str
    kind: str
    contact: str
    on: date
    win: str
    win_kind: str
    money: Money | None
    brought: str
    won_on: date


class Stats(BaseModel):
    """The figures of a month or a year: `stats`. The last four are only there for a year."""

    period: Period
    before: Period
    figures: list[Figure]
    months: list[int] = Field(description="The touches of the twelve months up to the end.")
    nps: PromoterScore
    nps_before: PromoterScore
    words: list[Feedback] = Field(description="The last answers, if the score has few.")
    people: int | None = None
    carried: list[Carried] | None = None
    quiet: list[Cared] | None = None
    came_back: list[CameBack] | None = None


class ImpactSide(BaseModel):
    """How many of `n` customers returned, and the 95 % interval of the share."""

    returned: int
    n: int
    share: float | None
    low: float | None
    high: float | None


class Impact(BaseModel):
    """What went together: `stats --impact`."""

    period: Period
    with_gesture: ImpactSide
    without: ImpactSide
    enough: bool = Field(description="Whether there are ten or more on both sides.")
    formula: str
    caveat: str
