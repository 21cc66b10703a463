-- The third form: cards as they came, relations, several dates of one label, one snooze for each
-- row of the morning, days of the month for reminders, and full text over everything.
-- Never edited again; later forms are steps of their own.

-- A note may also say that nobody answered: no touch, like the remark.

DROP TRIGGER touch_by_note_contact_insert;
DROP TRIGGER touch_by_note_contact_delete;
DROP TRIGGER touch_by_note_contact_update;
DROP TRIGGER note_left_alone;
DROP TRIGGER note_left_behind;

CREATE TABLE note_rebuilt (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL,
  kind TEXT NOT NULL,
  direction TEXT,
  happened_on TEXT NOT NULL,
  happened_time TEXT,
  body TEXT DEFAULT '' NOT NULL,
  folded TEXT,
  mood INTEGER,
  created_at TEXT NOT NULL,
  CONSTRAINT uid_is_said CHECK (trim(uid) <> ''),
  CONSTRAINT kind_is_known CHECK (kind IN ('talk', 'call', 'email', 'message', 'meeting', 'visit', 'support', 'social', 'thanks', 'gift', 'greeting', 'intro', 'favour', 'apology', 'attempt', 'note')),
  CONSTRAINT direction_is_known CHECK (direction IN ('in', 'out')),
  CONSTRAINT happened_on_is_a_day CHECK (happened_on IS date(happened_on, '+0 days')),
  CONSTRAINT happened_time_is_a_time CHECK (happened_time IS strftime('%H:%M', happened_time, '+0 days')),
  CONSTRAINT mood_is_a_mood CHECK (mood BETWEEN -2 AND 2),
  CONSTRAINT created_at_is_an_instant CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days')),
  UNIQUE (uid)
)
 STRICT;
INSERT INTO note_rebuilt (id, uid, kind, direction, happened_on, happened_time, body, folded, mood, created_at)
  SELECT id, uid, kind, direction, happened_on, happened_time, body, folded, mood, created_at FROM note ORDER BY id;
-- The highest id ever given, not the highest one left: no id is given twice.
DELETE FROM sqlite_sequence WHERE name = 'note_rebuilt';
INSERT INTO sqlite_sequence (name, seq) SELECT 'note_rebuilt', seq FROM sqlite_sequence WHERE name = 'note';
DROP TABLE note;
ALTER TABLE note_rebuilt RENAME TO note;
CREATE INDEX note_by_day ON note (happened_on);
CREATE INDEX note_to_fold ON note (id) WHERE folded IS NULL;

CREATE TRIGGER note_fts_insert AFTER INSERT ON note BEGIN
  INSERT INTO note_fts (rowid, folded) VALUES (NEW.id, NEW.folded);
END;
CREATE TRIGGER note_fts_update AFTER UPDATE OF folded ON note BEGIN
  INSERT INTO note_fts (note_fts, rowid, folded) VALUES ('delete', OLD.id, OLD.folded);
  INSERT INTO note_fts (rowid, folded) VALUES (NEW.id, NEW.folded);
END;
CREATE TRIGGER note_fts_delete AFTER DELETE ON note BEGIN
  INSERT INTO note_fts (note_fts, rowid, folded) VALUES ('delete', OLD.id, OLD.folded);
END;
CREATE TRIGGER note_folded_stale AFTER UPDATE OF body ON note
WHEN NEW.body IS NOT OLD.body AND NEW.folded IS OLD.folded AND NEW.folded IS NOT NULL BEGIN
  UPDATE note SET folded = NULL WHERE id = NEW.id;
END;

CREATE TRIGGER touch_by_note_contact_insert AFTER INSERT ON note_contact BEGIN
  UPDATE contact SET last_touch_on = (SELECT happened_on FROM note WHERE id = NEW.note_id)
  WHERE id = NEW.contact_id AND coalesce(last_touch_on, '') <
    (SELECT happened_on FROM note WHERE id = NEW.note_id AND kind NOT IN ('note', 'attempt'));
END;
CREATE TRIGGER touch_by_note_contact_delete AFTER DELETE ON note_contact BEGIN
  UPDATE contact SET last_touch_on = (
    SELECT max(note.happened_on) FROM note_contact JOIN note ON note.id = note_contact.note_id
    WHERE note_contact.contact_id = OLD.contact_id AND note.kind NOT IN ('note', 'attempt'))
  WHERE id = OLD.contact_id;
END;
CREATE TRIGGER touch_by_note_contact_update AFTER UPDATE OF note_id, contact_id ON note_contact BEGIN
  UPDATE contact SET last_touch_on = (
    SELECT max(note.happened_on) FROM note_contact JOIN note ON note.id = note_contact.note_id
    WHERE note_contact.contact_id = contact.id AND note.kind NOT IN ('note', 'attempt'))
  WHERE id IN (OLD.contact_id, NEW.contact_id);
END;
CREATE TRIGGER touch_by_note_insert AFTER INSERT ON note WHEN NEW.kind NOT IN ('note', 'attempt') BEGIN
  UPDATE contact SET last_touch_on = NEW.happened_on
  WHERE id IN (SELECT contact_id FROM note_contact WHERE note_id = NEW.id)
    AND coalesce(last_touch_on, '') < NEW.happened_on;
END;
CREATE TRIGGER touch_by_note_update AFTER UPDATE OF happened_on, kind ON note BEGIN
  UPDATE contact SET last_touch_on = (
    SELECT max(note.happened_on) FROM note_contact JOIN note ON note.id = note_contact.note_id
    WHERE note_contact.contact_id = contact.id AND note.kind NOT IN ('note', 'attempt'))
  WHERE id IN (SELECT contact_id FROM note_contact WHERE note_id = NEW.id);
END;
CREATE TRIGGER touch_by_note_delete AFTER DELETE ON note BEGIN
  UPDATE contact SET last_touch_on = (
    SELECT max(note.happened_on) FROM note_contact JOIN note ON note.id = note_contact.note_id
    WHERE note_contact.contact_id = contact.id AND note.kind NOT IN ('note', 'attempt'))
  WHERE id IN (SELECT contact_id FROM note_contact WHERE note_id = OLD.id);
END;
CREATE TRIGGER note_left_alone AFTER DELETE ON note_contact BEGIN
  DELETE FROM note WHERE id = OLD.note_id
    AND NOT EXISTS (SELECT 1 FROM note_contact WHERE note_id = OLD.note_id);
END;
CREATE TRIGGER note_left_behind AFTER UPDATE OF note_id ON note_contact
WHEN NEW.note_id <> OLD.note_id BEGIN
  DELETE FROM note WHERE id = OLD.note_id
    AND NOT EXISTS (SELECT 1 FROM note_contact WHERE note_id = OLD.note_id);
END;

-- Several dates may have one label (two children); a birthday is still the only one.

CREATE TABLE occasion_rebuilt (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  label TEXT NOT NULL,
  month INTEGER NOT NULL,
  day INTEGER NOT NULL,
  year INTEGER,
  closed_on TEXT,
  snoozed_until TEXT,
  CONSTRAINT label_is_said CHECK (trim(label) <> ''),
  CONSTRAINT month_is_a_month CHECK (month BETWEEN 1 AND 12),
  CONSTRAINT day_is_in_the_month CHECK (day BETWEEN 1 AND CASE WHEN month = 2 THEN 29 WHEN month IN (4, 6, 9, 11) THEN 30 ELSE 31 END),
  CONSTRAINT year_has_the_day CHECK (year IS NULL OR (year BETWEEN 1 AND 9999 AND date(printf('%04d-%02d-%02d', year, month, day), '+0 days') = printf('%04d-%02d-%02d', year, month, day))),
  CONSTRAINT closed_on_is_a_day CHECK (closed_on IS date(closed_on, '+0 days')),
  CONSTRAINT snoozed_until_is_a_day CHECK (snoozed_until IS date(snoozed_until, '+0 days')),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
)
 STRICT;
INSERT INTO occasion_rebuilt (id, contact_id, label, month, day, year, closed_on)
  SELECT id, contact_id, label, month, day, year, closed_on FROM occasion ORDER BY id;
DELETE FROM sqlite_sequence WHERE name = 'occasion_rebuilt';
INSERT INTO sqlite_sequence (name, seq) SELECT 'occasion_rebuilt', seq FROM sqlite_sequence WHERE name = 'occasion';
DROP TABLE occasion;
ALTER TABLE occasion_rebuilt RENAME TO occasion;
CREATE INDEX occasion_by_day ON occasion (month, day, year, closed_on, snoozed_until, contact_id);
CREATE INDEX occasion_by_label ON occasion (label) WHERE label <> 'birthday';
CREATE UNIQUE INDEX occasion_once ON occasion (contact_id, label, month, day, coalesce(year, 0));
CREATE UNIQUE INDEX occasion_one_birthday ON occasion (contact_id) WHERE label = 'birthday';

-- A monthly or yearly reminder keeps its day.

ALTER TABLE reminder ADD COLUMN every_on TEXT
  CONSTRAINT every_on_is_known CHECK (every_on GLOB '[0-3][0-9]' AND CAST(every_on AS INTEGER) BETWEEN 1 AND 31 OR substr(every_on, 1, 1) IN ('1', '2', '3', '4', 'L') AND substr(every_on, 2) IN ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'));

-- The Thank row of a referral has a snooze of its own, and nobody is brought by whom they brought.

ALTER TABLE win ADD COLUMN snoozed_until TEXT
  CONSTRAINT snoozed_until_is_a_day CHECK (snoozed_until IS date(snoozed_until, '+0 days'));
CREATE TRIGGER win_makes_no_circle_insert BEFORE INSERT ON win WHEN NEW.brought_id IS NOT NULL BEGIN
  SELECT raise(ABORT, 'a referral makes a circle') WHERE NEW.brought_id IN (
    WITH RECURSIVE above (id) AS (
      SELECT NEW.contact_id UNION SELECT win.contact_id FROM win JOIN above ON win.brought_id = above.id)
    SELECT id FROM above);
END;
CREATE TRIGGER win_makes_no_circle_update BEFORE UPDATE OF contact_id, brought_id ON win
WHEN NEW.brought_id IS NOT NULL AND (NEW.contact_id IS NOT OLD.contact_id OR NEW.brought_id IS NOT OLD.brought_id) BEGIN
  SELECT raise(ABORT, 'a referral makes a circle') WHERE NEW.brought_id IN (
    WITH RECURSIVE above (id) AS (
      SELECT NEW.contact_id UNION SELECT win.contact_id FROM win JOIN above ON win.brought_id = above.id AND win.id <> NEW.id)
    SELECT id FROM above);
END;

-- People belong together. The name remains when the other contact goes.

CREATE TABLE relation (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  label TEXT NOT NULL,
  name TEXT NOT NULL,
  folded TEXT,
  other_id INTEGER,
  source TEXT DEFAULT '' NOT NULL,
  CONSTRAINT label_is_said CHECK (trim(label) <> ''),
  CONSTRAINT name_is_said CHECK (trim(name) <> ''),
  CONSTRAINT nobody_is_related_to_themselves CHECK (other_id <> contact_id),
  UNIQUE (contact_id, label, name),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
  FOREIGN KEY(other_id) REFERENCES contact (id) ON DELETE SET NULL
)
 STRICT;
CREATE INDEX relation_by_other ON relation (other_id);
CREATE INDEX relation_to_fold ON relation (id) WHERE folded IS NULL;

-- Each card as it came: its UID, which need not be unique, and the name it came with.

CREATE TABLE card (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  source TEXT NOT NULL,
  href TEXT,
  uid TEXT,
  name TEXT NOT NULL,
  folded TEXT,
  body TEXT DEFAULT '' NOT NULL,
  seen_at TEXT NOT NULL,
  CONSTRAINT source_is_said CHECK (trim(source) <> ''),
  CONSTRAINT name_is_said CHECK (trim(name) <> ''),
  CONSTRAINT seen_at_is_an_instant CHECK (seen_at IS strftime('%Y-%m-%dT%H:%M:%SZ', seen_at, '+0 days')),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX card_by_contact ON card (contact_id);
CREATE INDEX card_by_name ON card (folded);
CREATE INDEX card_by_uid ON card (uid);
CREATE INDEX card_to_fold ON card (id) WHERE folded IS NULL;

-- Search over everything that is stored. `fold` is the program's own function, here only.

ALTER TABLE contact_point ADD COLUMN folded TEXT;
CREATE INDEX contact_point_by_number ON contact_point (substr(normal, -7)) WHERE kind = 'phone' AND length(normal) > 6;
CREATE INDEX contact_point_to_fold ON contact_point (id) WHERE folded IS NULL;
ALTER TABLE extra ADD COLUMN folded TEXT;
ALTER TABLE extra ADD COLUMN unread INTEGER DEFAULT 0 NOT NULL
  CONSTRAINT unread_is_a_flag CHECK (unread IN (0, 1));
CREATE INDEX extra_to_fold ON extra (id) WHERE folded IS NULL;
UPDATE contact_point SET folded = fold(value);
UPDATE extra SET folded = '';

DROP TRIGGER issue_folded_stale;
CREATE TRIGGER issue_folded_stale AFTER UPDATE OF text, resolution ON issue
WHEN (NEW.text IS NOT OLD.text OR NEW.resolution IS NOT OLD.resolution) AND NEW.folded IS OLD.folded AND NEW.folded IS NOT NULL BEGIN
  UPDATE issue SET folded = NULL WHERE id = NEW.id;
END;
UPDATE issue SET folded = fold(text || ' ' || resolution) WHERE resolution <> '';

CREATE VIRTUAL TABLE contact_point_fts USING fts5(folded, content = 'contact_point', content_rowid = 'id',
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'");
INSERT INTO contact_point_fts (contact_point_fts) VALUES ('rebuild');
CREATE TRIGGER contact_point_fts_insert AFTER INSERT ON contact_point BEGIN
  INSERT INTO contact_point_fts (rowid, folded) VALUES (NEW.id, NEW.folded);
END;
CREATE TRIGGER contact_point_fts_update AFTER UPDATE OF folded ON contact_point BEGIN
  INSERT INTO contact_point_fts (contact_point_fts, rowid, folded) VALUES ('delete', OLD.id, OLD.folded);
  INSERT INTO contact_point_fts (rowid, folded) VALUES (NEW.id, NEW.folded);
END;
CREATE TRIGGER contact_point_fts_delete AFTER DELETE ON contact_point BEGIN
  INSERT INTO contact_point_fts (contact_point_fts, rowid, folded) VALUES ('delete', OLD.id, OLD.folded);
END;
CREATE TRIGGER contact_point_folded_stale AFTER UPDATE OF value ON contact_point
WHEN NEW.value IS NOT OLD.value AND NEW.folded IS OLD.folded AND NEW.folded IS NOT NULL BEGIN
  UPDATE contact_point SET folded = NULL WHERE id = NEW.id;
END;

CREATE VIRTUAL TABLE extra_fts USING fts5(folded, content = 'extra', content_rowid = 'id',
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'");
INSERT INTO extra_fts (extra_fts) VALUES ('rebuild');
CREATE TRIGGER extra_fts_insert AFTER INSERT ON extra BEGIN
  INSERT INTO extra_fts (rowid, folded) VALUES (NEW.id, NEW.folded);
END;
CREATE TRIGGER extra_fts_update AFTER UPDATE OF folded ON extra BEGIN
  INSERT INTO extra_fts (extra_fts, rowid, folded) VALUES ('delete', OLD.id, OLD.folded);
  INSERT INTO extra_fts (rowid, folded) VALUES (NEW.id, NEW.folded);
END;
CREATE TRIGGER extra_fts_delete AFTER DELETE ON extra BEGIN
  INSERT INTO extra_fts (extra_fts, rowid, folded) VALUES ('delete', OLD.id, OLD.folded);
END;
CREATE TRIGGER extra_folded_stale AFTER UPDATE OF value, unread ON extra
WHEN (NEW.value IS NOT OLD.value OR NEW.unread <> OLD.unread) AND NEW.folded IS OLD.folded AND NEW.folded IS NOT NULL BEGIN
  UPDATE extra SET folded = NULL WHERE id = NEW.id;
END;

CREATE VIRTUAL TABLE relation_fts USING fts5(folded, content = 'relation', content_rowid = 'id',
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'");
INSERT INTO relation_fts (relation_fts) VALUES ('rebuild');
CREATE TRIGGER relation_fts_insert AFTER INSERT ON relation BEGIN
  INSERT INTO relation_fts (rowid, folded) VALUES (NEW.id, NEW.folded);
END;
CREATE TRIGGER relation_fts_update AFTER UPDATE OF folded ON relation BEGIN
  INSERT INTO relation_fts (relation_fts, rowid, folded) VALUES ('delete', OLD.id, OLD.folded);
  INSERT INTO relation_fts (rowid, folded) VALUES (NEW.id, NEW.folded);
END;
CREATE TRIGGER relation_fts_delete AFTER DELETE ON relation BEGIN
  INSERT INTO relation_fts (relation_fts, rowid, folded) VALUES ('delete', OLD.id, OLD.folded);
END;
CREATE TRIGGER relation_folded_stale AFTER UPDATE OF name ON relation
WHEN NEW.name IS NOT OLD.name AND NEW.folded IS OLD.folded AND NEW.folded IS NOT NULL BEGIN
  UPDATE relation SET folded = NULL WHERE id = NEW.id;
END;

CREATE TRIGGER card_folded_stale AFTER UPDATE OF name ON card
WHEN NEW.name IS NOT OLD.name AND NEW.folded IS OLD.folded AND NEW.folded IS NOT NULL BEGIN
  UPDATE card SET folded = NULL WHERE id = NEW.id;
END;
