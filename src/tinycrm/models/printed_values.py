"""The small values in the records that commands print: codes, days, money, people in short form."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

ContactCode = Annotated[str, Field(pattern=r"^c[1-9]\d*$")]
NoteCode = Annotated[str, Field(pattern=r"^n[1-9]\d*$")]
ReminderCode = Annotated[str, Field(pattern=r"^r[1-9]\d*$")]
IssueCode = Annotated[str, Field(pattern=r"^i[1-9]\d*$")]
WinCode = Annotated[str, Field(pattern=r"^w[1-9]\d*$")]
DealCode = Annotated[str, Field(pattern=r"^d[1-9]\d*$")]
OccasionCode = Annotated[str, Field(pattern=r"^o[1-9]\d*$")]
FeedbackCode = Annotated[str, Field(pattern=r"^f[1-9]\d*$")]
PerkCode = Annotated[str, Field(pattern=r"^p[1-9]\d*$")]
BatchCode = Annotated[str, Field(pattern=r"^b[1-9]\d*$")]
YearlyDay = Annotated[str, Field(pattern=r"^(\d{4}|-)-\d\d-\d\d$")]
Every = Annotated[str, Field(pattern=r"^[1-9]\d*[dwmy]$")]
KeptDay = Annotated[str, Field(pattern=r"^(0[1-9]|[12]\d|3[01]|[1-4L][a-z]{3})$")]
Instant = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]
Moment = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$")]
Time = Annotated[str, Field(pattern=r"^\d\d:\d\d$")]


class Labelled(BaseModel):
    """An e-mail address, a phone number or another contact point, with its label."""

    value: str
    label: str | None


class Occasion(BaseModel):
    """A contact's date that repeats every year."""

    id: OccasionCode
    label: str
    day: YearlyDay


class Related(BaseModel):
    """What somebody is to a contact: `spouse`, `boss`, `muse of`."""

    label: str
    id: ContactCode | None = Field(description="Null while the name is no known contact's.")
    name: str


class Person(BaseModel):
    """A contact in short form, as part of other records."""

    id: ContactCode
    name: str
    nicknames: list[str]
    emails: list[Labelled]
    phones: list[Labelled]
    tags: list[str]


class Money(BaseModel):
    """An amount, exact: text with the decimals of its currency."""

    amount: str = Field(pattern=r"^-?\d+(\.\d+)?$")
    currency: str = Field(pattern=r"^[A-Z]{3}$")


class Value(BaseModel):
    """What came from a contact, one sum for each currency."""

    own: list[Money] = Field(description="Their own wins.")
    brought: list[Money] = Field(description="The wins of the people they brought, and so on.")
    own_records: list[str] = Field(description="The wins that are summed in `own`.")
    brought_records: list[str] = Field(description="The wins that are summed in `brought`.")


class Tries(BaseModel):
    """Attempts since you were last in touch: nobody answered."""

    times: Annotated[int, Field(ge=1)]
    on: date = Field(description="Local date of the last one.")


TRIED = "Attempts since you were last in touch; null for none."
