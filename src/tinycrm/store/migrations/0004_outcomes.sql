-- The fourth form: deals that may come, suggestions that were made, and words of wins, deals,
-- answers and perks for the search. Never edited again; later forms are steps of their own.

-- The Thank row of a present that was received has a snooze of its own.

ALTER TABLE note ADD COLUMN snoozed_until TEXT
  CONSTRAINT snoozed_until_is_a_day CHECK (snoozed_until IS date(snoozed_until, '+0 days'));
CREATE INDEX note_received ON note (happened_on) WHERE kind = 'gift' AND direction = 'in';

-- Something that may come. It is won by its win: a win that is deleted opens the deal again.

CREATE TABLE deal (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL,
  contact_id INTEGER NOT NULL,
  text TEXT NOT NULL,
  folded TEXT,
  amount_minor INTEGER,
  currency TEXT,
  opened_on TEXT NOT NULL,
  until_on TEXT,
  lost_on TEXT,
  reason TEXT DEFAULT '' NOT NULL,
  win_id INTEGER,
  snoozed_until TEXT,
  created_at TEXT NOT NULL,
  CONSTRAINT uid_is_said CHECK (trim(uid) <> ''),
  CONSTRAINT text_is_said CHECK (trim(text) <> ''),
  CONSTRAINT money_is_whole CHECK ((amount_minor IS NULL) = (currency IS NULL)),
  CONSTRAINT amount_is_not_negative CHECK (amount_minor >= 0),
  CONSTRAINT currency_is_iso_4217 CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  CONSTRAINT opened_on_is_a_day CHECK (opened_on IS date(opened_on, '+0 days')),
  CONSTRAINT until_on_is_a_day CHECK (until_on IS date(until_on, '+0 days')),
  CONSTRAINT lost_on_is_a_day CHECK (lost_on IS date(lost_on, '+0 days')),
  CONSTRAINT snoozed_until_is_a_day CHECK (snoozed_until IS date(snoozed_until, '+0 days')),
  CONSTRAINT nothing_is_won_and_lost CHECK (lost_on IS NULL OR win_id IS NULL),
  CONSTRAINT a_reason_is_of_a_loss CHECK (reason = '' OR lost_on IS NOT NULL),
  CONSTRAINT created_at_is_an_instant CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days')),
  UNIQUE (uid),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
  UNIQUE (win_id),
  FOREIGN KEY(win_id) REFERENCES win (id) ON DELETE SET NULL
)
 STRICT;
CREATE INDEX deal_by_contact ON deal (contact_id);
CREATE INDEX deal_open ON deal (until_on) WHERE win_id IS NULL AND lost_on IS NULL;
CREATE INDEX deal_to_fold ON deal (id) WHERE folded IS NULL;
CREATE TRIGGER deal_folded_stale AFTER UPDATE OF text, reason ON deal
WHEN (NEW.text IS NOT OLD.text OR NEW.reason IS NOT OLD.reason) AND NEW.folded IS OLD.folded AND NEW.folded IS NOT NULL BEGIN
  UPDATE deal SET folded = NULL WHERE id = NEW.id;
END;

-- What was suggested or asked, so that it does not come back too soon, or never.

CREATE TABLE ask (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  about TEXT NOT NULL,
  asked_on TEXT NOT NULL,
  hidden_until TEXT,
  never INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT about_is_known CHECK (about IN ('care', 'feedback', 'referral', 'rhythm')),
  CONSTRAINT asked_on_is_a_day CHECK (asked_on IS date(asked_on, '+0 days')),
  CONSTRAINT hidden_until_is_a_day CHECK (hidden_until IS date(hidden_until, '+0 days')),
  CONSTRAINT never_is_a_flag CHECK (never IN (0, 1)),
  CONSTRAINT never_has_no_end CHECK (never = 0 OR hidden_until IS NULL),
  UNIQUE (contact_id, about, asked_on),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
)
 STRICT;

-- Search reads these few short texts as they are: a full-text index for each would make the
-- schema, which every command reads, a tenth longer. `fold` is the program's own function.

CREATE INDEX win_by_day ON win (won_on, brought_id);
ALTER TABLE win ADD COLUMN folded TEXT;
CREATE INDEX win_to_fold ON win (id) WHERE folded IS NULL;
CREATE TRIGGER win_folded_stale AFTER UPDATE OF text ON win
WHEN NEW.text IS NOT OLD.text AND NEW.folded IS OLD.folded AND NEW.folded IS NOT NULL BEGIN
  UPDATE win SET folded = NULL WHERE id = NEW.id;
END;
ALTER TABLE feedback ADD COLUMN folded TEXT;
CREATE INDEX feedback_to_fold ON feedback (id) WHERE folded IS NULL;
CREATE TRIGGER feedback_folded_stale AFTER UPDATE OF text ON feedback
WHEN NEW.text IS NOT OLD.text AND NEW.folded IS OLD.folded AND NEW.folded IS NOT NULL BEGIN
  UPDATE feedback SET folded = NULL WHERE id = NEW.id;
END;
ALTER TABLE perk ADD COLUMN folded TEXT;
CREATE INDEX perk_to_fold ON perk (id) WHERE folded IS NULL;
CREATE TRIGGER perk_folded_stale AFTER UPDATE OF text ON perk
WHEN NEW.text IS NOT OLD.text AND NEW.folded IS OLD.folded AND NEW.folded IS NOT NULL BEGIN
  UPDATE perk SET folded = NULL WHERE id = NEW.id;
END;
UPDATE win SET folded = fold(text);
UPDATE feedback SET folded = fold(text);
UPDATE perk SET folded = fold(text);
