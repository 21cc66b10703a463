"""Who waits: the conditions that `today`, `list due:`, `show` and `log` share.

Each is a whole condition about the tables it names. `:today` is the local day they are read
on, every other value is named where the condition is.
"""

# ── reminders, read beside a LEFT JOIN of their contact ──────────────────────────────────

REMINDER_IS_OPEN = "reminder.done_at IS NULL AND contact.archived_at IS NULL"
"""Not done. The owner's own, and those for people not to be contacted, are among them."""

REMINDER_WAITS = f"""
    {REMINDER_IS_OPEN} AND reminder.due_on > :after AND reminder.due_on <= :until
    AND (reminder.snoozed_until IS NULL OR reminder.snoozed_until <= :today)
"""
"""Due after one day and until another, and not snoozed past today."""

REMINDER_WAITS_FROM = "max(reminder.due_on, coalesce(reminder.snoozed_until, reminder.due_on))"
"""The day from which a reminder waits."""

# ── people: their rhythm and their yearly days ───────────────────────────────────────────

CONTACT_IS_ACTIVE = "contact.archived_at IS NULL AND contact.do_not_contact = 0"

CONTACT_WAITS = f"""
    {CONTACT_IS_ACTIVE}
    AND (contact.snoozed_until IS NULL OR contact.snoozed_until <= :today)
"""
"""Active, and not snoozed past today."""

CADENCE_STARTS = (
    ("contact.last_touch_on", "contact.last_touch_on IS NOT NULL"),
    ("contact.every_from_on", "contact.last_touch_on IS NULL"),
)
"""What a rhythm counts from, and when it does. Asked for apart, since OR spoils the index."""

# ── issues ───────────────────────────────────────────────────────────────────────────────

OPEN_ISSUE_WAITS = """
    issue.resolved_on IS NULL AND (issue.mentioned_on IS NULL OR issue.mentioned_on <= :silent)
"""
"""Open, and not mentioned after the day `:silent`."""

RESOLVED_ISSUE_WAITS = """
    issue.resolved_on IS NOT NULL AND issue.mentioned_on IS NULL
    AND issue.resolved_on >= :resolved
"""
"""Resolved on the day `:resolved` or later, and not mentioned since."""

ISSUE_IS_AWAKE = "(issue.snoozed_until IS NULL OR issue.snoozed_until <= :today)"
