"""What is due: the SQL conditions that `today`, `list due:`, `show` and `log` share.

Each is a complete condition on the tables it names. `:today` is today's local date; every
other value is described with its condition.
"""

# ── reminders, read beside a LEFT JOIN of their contact ──────────────────────────────────

REMINDER_IS_OPEN = "reminder.done_at IS NULL AND contact.archived_at IS NULL"
"""Not done. This includes the user's own, and those for do-not-contact people."""

_REMINDER_IS_DUE = """
    reminder.due_on > :after AND reminder.due_on <= :until
    AND (reminder.snoozed_until IS NULL OR reminder.snoozed_until <= :today)
"""
REMINDER_WAITS = f"{REMINDER_IS_OPEN} AND {_REMINDER_IS_DUE}"
"""Due after `:after`, up to and including `:until`, and not snoozed past today."""

REMINDER_WAITS_ALONE = f"""
    reminder.done_at IS NULL AND {_REMINDER_IS_DUE}
    AND (
        reminder.contact_id IS NULL
        OR reminder.contact_id NOT IN (SELECT id FROM contact WHERE archived_at IS NOT NULL)
    )
"""
"""`REMINDER_WAITS` without the contact beside it: to count them reads fewer rows."""

REMINDER_WAITS_FROM = "max(reminder.due_on, coalesce(reminder.snoozed_until, reminder.due_on))"
"""The date from which a reminder is due, a snooze included."""

# ── people: their cadence and their occasions ────────────────────────────────────────────

CONTACT_IS_ACTIVE = "contact.archived_at IS NULL AND contact.do_not_contact = 0"

CONTACT_WAITS = f"""
    {CONTACT_IS_ACTIVE}
    AND (contact.snoozed_until IS NULL OR contact.snoozed_until <= :today)
"""
"""Active, and their cadence is not snoozed past today."""

CONTACT_IS_ASIDE = """
    (
        contact.archived_at IS NOT NULL OR contact.do_not_contact = 1
        OR contact.snoozed_until IS NOT NULL
    )
    AND (contact.archived_at IS NOT NULL OR contact.do_not_contact = 1)
"""
"""The opposite of `CONTACT_IS_ACTIVE`, as few people are. The first part finds their index."""

OCCASION_IS_AWAKE = "(occasion.snoozed_until IS NULL OR occasion.snoozed_until <= :today)"
OCCASION_WAITS = f"{CONTACT_IS_ACTIVE} AND {OCCASION_IS_AWAKE}"
"""Of an active contact, and not snoozed past today; beside its contact."""

THANKS_DAYS = 60
"""For how many days a referral is to be thanked for."""

IS_THANKED = """
    coalesce(contact.last_touch_on, '') >= win.won_on AND EXISTS (
        SELECT 1
        FROM note_contact CROSS JOIN note ON note.id = note_contact.note_id
        WHERE note_contact.contact_id = win.contact_id AND note.kind IN ('thanks', 'gift')
            AND note.direction IS NOT 'in' AND note.happened_on >= win.won_on
    )
"""
"""A referral that somebody was thanked for, beside the contact who made it.

Of most people the last touch says that it is not so, and none of their notes is read.
"""

THANKS_WAIT = f"""
    win.brought_id IS NOT NULL AND win.won_on >= :thanked_since
    AND (win.snoozed_until IS NULL OR win.snoozed_until <= :today)
    AND NOT ({IS_THANKED})
"""
"""A referral since `:thanked_since` that nobody was thanked for yet, and not snoozed; beside the
contact who brought them."""

PRESENT_IS_UNTHANKED = """
    note.kind = 'gift' AND note.direction = 'in' AND NOT EXISTS (
        SELECT 1
        FROM note_contact AS giver
            JOIN note_contact AS link ON link.contact_id = giver.contact_id
            JOIN note AS thanks ON thanks.id = link.note_id
        WHERE giver.note_id = note.id AND thanks.kind IN ('thanks', 'gift')
            AND thanks.direction IS NOT 'in' AND thanks.happened_on >= note.happened_on
    )
"""
"""A present that was received, and nobody who gave it was thanked since."""

PRESENT_WAITS = f"""
    note.happened_on >= :thanked_since AND note.happened_on <= :today
    AND (note.snoozed_until IS NULL OR note.snoozed_until <= :today)
    AND {PRESENT_IS_UNTHANKED}
"""
"""Received since `:thanked_since`, nobody was thanked for it, and not snoozed."""

# ── deals, read beside their contact ─────────────────────────────────────────────────────

SILENT_DAYS = 14
"""For how many days a deal is silent without a touch before it is shown."""

DEAL_IS_OPEN = "deal.win_id IS NULL AND deal.lost_on IS NULL"
DEAL_DUE_ON = f"""
    iif(
        contact.do_not_contact,
        deal.until_on,
        min(
            coalesce(deal.until_on, '9999-12-31'),
            date(max(deal.opened_on, coalesce(contact.last_touch_on, '')), '+{SILENT_DAYS} days')
        )
    )
"""
"""The day an open deal is to be followed up: its own, or two weeks without a touch."""

_SILENT_UNTIL = f"date(:until, '-{SILENT_DAYS} days')"
_SILENT_AFTER = f"coalesce(date(:after, '-{SILENT_DAYS} days'), '')"
_DEAL_MAY_BE_DUE = f"(deal.until_on <= :until OR deal.opened_on <= {_SILENT_UNTIL})"
"""What the index of open deals says already: a touch can only make the day a later one."""

_LAST_SIGN = "max(deal.opened_on, coalesce(contact.last_touch_on, ''))"
_DEAL_IS_DUE = f"""
    iif(
        contact.do_not_contact,
        deal.until_on > :after AND deal.until_on <= :until,
        coalesce(deal.until_on > :after, 1) AND {_LAST_SIGN} > {_SILENT_AFTER}
            AND (deal.until_on <= :until OR {_LAST_SIGN} <= {_SILENT_UNTIL})
    )
"""
"""`DEAL_DUE_ON` is after `:after` and not after `:until`, without adding days for each deal."""

DEAL_WAITS = f"""
    {DEAL_IS_OPEN} AND {_DEAL_MAY_BE_DUE}
    AND contact.archived_at IS NULL
    AND (deal.snoozed_until IS NULL OR deal.snoozed_until <= :today)
    AND {_DEAL_IS_DUE}
"""
"""Open, due after `:after` and up to `:until`, and not snoozed past today."""

CADENCE_STARTS = (
    ("contact.last_touch_on", "contact.last_touch_on IS NOT NULL"),
    ("contact.every_from_on", "contact.last_touch_on IS NULL"),
)
"""What a cadence counts from, and if so. Two queries, since OR would not use the index."""

# ── issues ───────────────────────────────────────────────────────────────────────────────

OPEN_ISSUE_WAITS = """
    issue.resolved_on IS NULL AND (issue.mentioned_on IS NULL OR issue.mentioned_on <= :silent)
"""
"""Open, and not mentioned after the date `:silent`."""

RESOLVED_ISSUE_WAITS = """
    issue.resolved_on IS NOT NULL AND issue.mentioned_on IS NULL
    AND issue.resolved_on >= :resolved
"""
"""Resolved on the date `:resolved` or later, and not mentioned since."""

ISSUE_IS_AWAKE = "(issue.snoozed_until IS NULL OR issue.snoozed_until <= :today)"

# ── whole queries, with the same values ──────────────────────────────────────────────────

REMINDED = f"""
    SELECT contact.id FROM reminder JOIN contact ON contact.id = reminder.contact_id
    WHERE {REMINDER_WAITS}
"""
WITH_DEALS = f"""
    SELECT contact.id FROM deal INDEXED BY deal_open JOIN contact ON contact.id = deal.contact_id
    WHERE {DEAL_WAITS}
"""
"""The people with a reminder or a deal that is due."""
