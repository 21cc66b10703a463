-- The first form of the store: what `create_all` made of the models when it was frozen.
-- Never edited again; later forms are steps of their own.

CREATE TABLE contact (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL,
  kind TEXT DEFAULT 'person' NOT NULL,
  name TEXT NOT NULL,
  folded TEXT,
  organization TEXT DEFAULT '' NOT NULL,
  title TEXT DEFAULT '' NOT NULL,
  folded_work TEXT,
  every_n INTEGER,
  every_unit TEXT,
  every_from_on TEXT,
  last_touch_on TEXT,
  do_not_contact INTEGER DEFAULT 0 NOT NULL,
  snoozed_until TEXT,
  archived_at TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  CONSTRAINT uid_is_said CHECK (trim(uid) <> ''),
  CONSTRAINT name_is_said CHECK (trim(name) <> ''),
  CONSTRAINT kind_is_known CHECK (kind IN ('person', 'organization', 'group')),
  CONSTRAINT every_n_is_positive CHECK (every_n > 0),
  CONSTRAINT every_unit_is_known CHECK (every_unit IN ('d', 'w', 'm', 'y')),
  CONSTRAINT every_is_whole CHECK ((every_n IS NULL) = (every_unit IS NULL)),
  CONSTRAINT every_from_on_is_a_day CHECK (every_from_on IS date(every_from_on, '+0 days')),
  CONSTRAINT last_touch_on_is_a_day CHECK (last_touch_on IS date(last_touch_on, '+0 days')),
  CONSTRAINT snoozed_until_is_a_day CHECK (snoozed_until IS date(snoozed_until, '+0 days')),
  CONSTRAINT do_not_contact_is_a_flag CHECK (do_not_contact IN (0, 1)),
  CONSTRAINT archived_at_is_an_instant CHECK (archived_at IS strftime('%Y-%m-%dT%H:%M:%SZ', archived_at, '+0 days')),
  CONSTRAINT created_at_is_an_instant CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days')),
  CONSTRAINT updated_at_is_an_instant CHECK (updated_at IS strftime('%Y-%m-%dT%H:%M:%SZ', updated_at, '+0 days')),
  UNIQUE (uid)
)
 STRICT;
CREATE INDEX contact_by_name ON contact (folded);
CREATE INDEX contact_by_rhythm ON contact (every_unit, every_n, last_touch_on, every_from_on, archived_at, do_not_contact, snoozed_until) WHERE every_unit IS NOT NULL;
CREATE INDEX contact_to_fold ON contact (id) WHERE folded IS NULL;

CREATE TABLE contact_point (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  label TEXT DEFAULT '' NOT NULL,
  value TEXT NOT NULL,
  normal TEXT NOT NULL,
  position INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT kind_is_known CHECK (kind IN ('email', 'phone', 'url', 'address', 'handle')),
  CONSTRAINT value_is_said CHECK (trim(value) <> ''),
  CONSTRAINT normal_is_said CHECK (trim(normal) <> ''),
  UNIQUE (contact_id, kind, normal),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX contact_point_by_normal ON contact_point (normal);

CREATE TABLE nickname (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  folded TEXT,
  CONSTRAINT name_is_said CHECK (trim(name) <> ''),
  UNIQUE (contact_id, name),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX nickname_by_name ON nickname (folded);
CREATE INDEX nickname_to_fold ON nickname (id) WHERE folded IS NULL;

CREATE TABLE occasion (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  label TEXT NOT NULL,
  month INTEGER NOT NULL,
  day INTEGER NOT NULL,
  year INTEGER,
  closed_on TEXT,
  CONSTRAINT label_is_said CHECK (trim(label) <> ''),
  CONSTRAINT month_is_a_month CHECK (month BETWEEN 1 AND 12),
  CONSTRAINT day_is_in_the_month CHECK (day BETWEEN 1 AND CASE WHEN month = 2 THEN 29 WHEN month IN (4, 6, 9, 11) THEN 30 ELSE 31 END),
  CONSTRAINT year_has_the_day CHECK (year IS NULL OR (year BETWEEN 1 AND 9999 AND date(printf('%04d-%02d-%02d', year, month, day), '+0 days') = printf('%04d-%02d-%02d', year, month, day))),
  CONSTRAINT closed_on_is_a_day CHECK (closed_on IS date(closed_on, '+0 days')),
  UNIQUE (contact_id, label),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX occasion_by_day ON occasion (month, day);

CREATE TABLE fact (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  "key" TEXT NOT NULL,
  value TEXT NOT NULL,
  folded TEXT,
  CONSTRAINT key_is_said CHECK (trim(key) <> ''),
  CONSTRAINT value_is_said CHECK (trim(value) <> ''),
  UNIQUE (contact_id, "key"),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX fact_to_fold ON fact (id) WHERE folded IS NULL;

CREATE TABLE tag (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  folded TEXT,
  CONSTRAINT name_is_said CHECK (trim(name) <> ''),
  UNIQUE (name)
)
 STRICT;
CREATE INDEX tag_by_name ON tag (folded);
CREATE INDEX tag_to_fold ON tag (id) WHERE folded IS NULL;

CREATE TABLE contact_tag (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  tag_id INTEGER NOT NULL,
  UNIQUE (contact_id, tag_id),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
  FOREIGN KEY(tag_id) REFERENCES tag (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX contact_tag_by_tag ON contact_tag (tag_id);

CREATE TABLE note (
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
  CONSTRAINT kind_is_known CHECK (kind IN ('talk', 'call', 'email', 'message', 'meeting', 'visit', 'support', 'social', 'thanks', 'gift', 'greeting', 'intro', 'favour', 'apology', 'note')),
  CONSTRAINT direction_is_known CHECK (direction IN ('in', 'out')),
  CONSTRAINT happened_on_is_a_day CHECK (happened_on IS date(happened_on, '+0 days')),
  CONSTRAINT happened_time_is_a_time CHECK (happened_time IS strftime('%H:%M', happened_time, '+0 days')),
  CONSTRAINT mood_is_a_mood CHECK (mood BETWEEN -2 AND 2),
  CONSTRAINT created_at_is_an_instant CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days')),
  UNIQUE (uid)
)
 STRICT;
CREATE INDEX note_by_day ON note (happened_on);
CREATE INDEX note_to_fold ON note (id) WHERE folded IS NULL;

CREATE TABLE note_contact (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  note_id INTEGER NOT NULL,
  contact_id INTEGER NOT NULL,
  UNIQUE (contact_id, note_id),
  FOREIGN KEY(note_id) REFERENCES note (id) ON DELETE CASCADE,
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX note_contact_by_note ON note_contact (note_id);

CREATE TABLE note_tag (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  note_id INTEGER NOT NULL,
  tag_id INTEGER NOT NULL,
  UNIQUE (note_id, tag_id),
  FOREIGN KEY(note_id) REFERENCES note (id) ON DELETE CASCADE,
  FOREIGN KEY(tag_id) REFERENCES tag (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX note_tag_by_tag ON note_tag (tag_id);

CREATE TABLE reminder (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL,
  contact_id INTEGER,
  note_id INTEGER,
  follows_id INTEGER,
  text TEXT NOT NULL,
  folded TEXT,
  due_on TEXT NOT NULL,
  due_time TEXT,
  every_n INTEGER,
  every_unit TEXT,
  fixed INTEGER DEFAULT 0 NOT NULL,
  snoozed_until TEXT,
  done_at TEXT,
  created_at TEXT NOT NULL,
  CONSTRAINT uid_is_said CHECK (trim(uid) <> ''),
  CONSTRAINT text_is_said CHECK (trim(text) <> ''),
  CONSTRAINT due_on_is_a_day CHECK (due_on IS date(due_on, '+0 days')),
  CONSTRAINT snoozed_until_is_a_day CHECK (snoozed_until IS date(snoozed_until, '+0 days')),
  CONSTRAINT due_time_is_a_time CHECK (due_time IS strftime('%H:%M', due_time, '+0 days')),
  CONSTRAINT every_n_is_positive CHECK (every_n > 0),
  CONSTRAINT every_unit_is_known CHECK (every_unit IN ('d', 'w', 'm', 'y')),
  CONSTRAINT every_is_whole CHECK ((every_n IS NULL) = (every_unit IS NULL)),
  CONSTRAINT fixed_is_a_flag CHECK (fixed IN (0, 1)),
  CONSTRAINT done_at_is_an_instant CHECK (done_at IS strftime('%Y-%m-%dT%H:%M:%SZ', done_at, '+0 days')),
  CONSTRAINT created_at_is_an_instant CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days')),
  UNIQUE (uid),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
  FOREIGN KEY(note_id) REFERENCES note (id) ON DELETE SET NULL,
  UNIQUE (follows_id),
  FOREIGN KEY(follows_id) REFERENCES reminder (id) ON DELETE SET NULL
)
 STRICT;
CREATE INDEX reminder_by_contact ON reminder (contact_id);
CREATE INDEX reminder_by_day ON reminder (due_on) WHERE done_at IS NULL;
CREATE INDEX reminder_by_note ON reminder (note_id);
CREATE INDEX reminder_to_fold ON reminder (id) WHERE folded IS NULL;

CREATE TABLE issue (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL,
  contact_id INTEGER NOT NULL,
  text TEXT NOT NULL,
  folded TEXT,
  opened_on TEXT NOT NULL,
  resolved_on TEXT,
  resolution TEXT DEFAULT '' NOT NULL,
  mentioned_on TEXT,
  snoozed_until TEXT,
  created_at TEXT NOT NULL,
  CONSTRAINT uid_is_said CHECK (trim(uid) <> ''),
  CONSTRAINT text_is_said CHECK (trim(text) <> ''),
  CONSTRAINT opened_on_is_a_day CHECK (opened_on IS date(opened_on, '+0 days')),
  CONSTRAINT resolved_on_is_a_day CHECK (resolved_on IS date(resolved_on, '+0 days')),
  CONSTRAINT mentioned_on_is_a_day CHECK (mentioned_on IS date(mentioned_on, '+0 days')),
  CONSTRAINT snoozed_until_is_a_day CHECK (snoozed_until IS date(snoozed_until, '+0 days')),
  CONSTRAINT a_resolution_has_a_day CHECK (resolution = '' OR resolved_on IS NOT NULL),
  CONSTRAINT created_at_is_an_instant CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days')),
  UNIQUE (uid),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX issue_by_contact ON issue (contact_id, opened_on);
CREATE INDEX issue_open ON issue (opened_on) WHERE resolved_on IS NULL;
CREATE INDEX issue_to_fold ON issue (id) WHERE folded IS NULL;
CREATE INDEX issue_unmentioned ON issue (resolved_on) WHERE resolved_on IS NOT NULL AND mentioned_on IS NULL;

CREATE TABLE note_issue (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  note_id INTEGER NOT NULL,
  issue_id INTEGER NOT NULL,
  UNIQUE (note_id, issue_id),
  FOREIGN KEY(note_id) REFERENCES note (id) ON DELETE CASCADE,
  FOREIGN KEY(issue_id) REFERENCES issue (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX note_issue_by_issue ON note_issue (issue_id);

CREATE TABLE win (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL,
  contact_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  text TEXT DEFAULT '' NOT NULL,
  won_on TEXT NOT NULL,
  amount_minor INTEGER,
  currency TEXT,
  brought_id INTEGER,
  created_at TEXT NOT NULL,
  CONSTRAINT uid_is_said CHECK (trim(uid) <> ''),
  CONSTRAINT kind_is_known CHECK (kind IN ('sale', 'renewal', 'referral', 'review', 'praise', 'returned')),
  CONSTRAINT won_on_is_a_day CHECK (won_on IS date(won_on, '+0 days')),
  CONSTRAINT money_is_whole CHECK ((amount_minor IS NULL) = (currency IS NULL)),
  CONSTRAINT currency_is_iso_4217 CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  CONSTRAINT only_referrals_bring_someone CHECK (brought_id IS NULL OR kind = 'referral'),
  CONSTRAINT nobody_brings_themselves CHECK (brought_id <> contact_id),
  CONSTRAINT created_at_is_an_instant CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days')),
  UNIQUE (uid),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
  UNIQUE (brought_id),
  FOREIGN KEY(brought_id) REFERENCES contact (id) ON DELETE SET NULL
)
 STRICT;
CREATE INDEX win_by_contact ON win (contact_id, won_on);

CREATE TABLE win_cause (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  win_id INTEGER NOT NULL,
  note_id INTEGER NOT NULL,
  UNIQUE (win_id, note_id),
  FOREIGN KEY(win_id) REFERENCES win (id) ON DELETE CASCADE,
  FOREIGN KEY(note_id) REFERENCES note (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX win_cause_by_note ON win_cause (note_id);

CREATE TABLE feedback (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL,
  contact_id INTEGER NOT NULL,
  score INTEGER,
  text TEXT DEFAULT '' NOT NULL,
  given_on TEXT NOT NULL,
  created_at TEXT NOT NULL,
  CONSTRAINT uid_is_said CHECK (trim(uid) <> ''),
  CONSTRAINT score_is_0_to_10 CHECK (score BETWEEN 0 AND 10),
  CONSTRAINT an_answer_says_something CHECK (score IS NOT NULL OR trim(text) <> ''),
  CONSTRAINT given_on_is_a_day CHECK (given_on IS date(given_on, '+0 days')),
  CONSTRAINT created_at_is_an_instant CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days')),
  UNIQUE (uid),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX feedback_by_contact ON feedback (contact_id, given_on);

CREATE TABLE perk (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL,
  contact_id INTEGER NOT NULL,
  text TEXT NOT NULL,
  until_on TEXT,
  used_on TEXT,
  snoozed_until TEXT,
  created_at TEXT NOT NULL,
  CONSTRAINT uid_is_said CHECK (trim(uid) <> ''),
  CONSTRAINT text_is_said CHECK (trim(text) <> ''),
  CONSTRAINT until_on_is_a_day CHECK (until_on IS date(until_on, '+0 days')),
  CONSTRAINT used_on_is_a_day CHECK (used_on IS date(used_on, '+0 days')),
  CONSTRAINT snoozed_until_is_a_day CHECK (snoozed_until IS date(snoozed_until, '+0 days')),
  CONSTRAINT created_at_is_an_instant CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days')),
  UNIQUE (uid),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX perk_by_contact ON perk (contact_id);
CREATE INDEX perk_by_day ON perk (until_on) WHERE used_on IS NULL;

CREATE TABLE segment (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  filter TEXT NOT NULL,
  CONSTRAINT name_is_said CHECK (trim(name) <> ''),
  UNIQUE (name)
)
 STRICT;

CREATE TABLE distinct_pair (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  one_id INTEGER NOT NULL,
  other_id INTEGER NOT NULL,
  CONSTRAINT a_pair_is_ordered CHECK (one_id < other_id),
  UNIQUE (one_id, other_id),
  FOREIGN KEY(one_id) REFERENCES contact (id) ON DELETE CASCADE,
  FOREIGN KEY(other_id) REFERENCES contact (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX distinct_pair_by_other ON distinct_pair (other_id);

CREATE TABLE external_key (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "key" TEXT NOT NULL,
  record TEXT NOT NULL,
  CONSTRAINT key_is_said CHECK (trim(key) <> ''),
  CONSTRAINT record_is_said CHECK (trim(record) <> ''),
  UNIQUE ("key")
)
 STRICT;
CREATE INDEX external_key_by_record ON external_key (record);

CREATE TABLE extra (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  source TEXT NOT NULL,
  "key" TEXT NOT NULL,
  value TEXT NOT NULL,
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX extra_by_contact ON extra (contact_id);

CREATE TABLE change (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  entity TEXT NOT NULL,
  operation TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  "before" TEXT,
  CONSTRAINT operation_is_known CHECK (operation IN ('insert', 'update', 'delete'))
)
 STRICT;
CREATE INDEX change_by_row ON change (entity, row_id);

CREATE TABLE batch (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  made_at TEXT NOT NULL,
  door TEXT NOT NULL,
  by_hand INTEGER NOT NULL,
  label TEXT NOT NULL,
  first_change INTEGER NOT NULL,
  last_change INTEGER NOT NULL,
  undoes INTEGER,
  CONSTRAINT by_hand_is_a_flag CHECK (by_hand IN (0, 1)),
  CONSTRAINT made_at_is_an_instant CHECK (made_at IS strftime('%Y-%m-%dT%H:%M:%SZ', made_at, '+0 days')),
  CONSTRAINT a_batch_is_a_range CHECK (first_change <= last_change),
  FOREIGN KEY(undoes) REFERENCES batch (id) ON DELETE SET NULL
)
 STRICT;
CREATE UNIQUE INDEX batch_by_last_change ON batch (last_change);
CREATE INDEX batch_by_undone ON batch (undoes);

-- Full text over the folded columns: the words stay in their tables, only the index is here.

CREATE VIRTUAL TABLE contact_fts USING fts5(folded, folded_work, content = 'contact', content_rowid = 'id',
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'");
CREATE TRIGGER contact_fts_insert AFTER INSERT ON contact BEGIN
  INSERT INTO contact_fts (rowid, folded, folded_work) VALUES (NEW.id, NEW.folded, NEW.folded_work);
END;
CREATE TRIGGER contact_fts_update AFTER UPDATE OF folded, folded_work ON contact BEGIN
  INSERT INTO contact_fts (contact_fts, rowid, folded, folded_work) VALUES ('delete', OLD.id, OLD.folded, OLD.folded_work);
  INSERT INTO contact_fts (rowid, folded, folded_work) VALUES (NEW.id, NEW.folded, NEW.folded_work);
END;
CREATE TRIGGER contact_fts_delete AFTER DELETE ON contact BEGIN
  INSERT INTO contact_fts (contact_fts, rowid, folded, folded_work) VALUES ('delete', OLD.id, OLD.folded, OLD.folded_work);
END;

CREATE VIRTUAL TABLE nickname_fts USING fts5(folded, content = 'nickname', content_rowid = 'id',
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'");
CREATE TRIGGER nickname_fts_insert AFTER INSERT ON nickname BEGIN
  INSERT INTO nickname_fts (rowid, folded) VALUES (NEW.id, NEW.folded);
END;
CREATE TRIGGER nickname_fts_update AFTER UPDATE OF folded ON nickname BEGIN
  INSERT INTO nickname_fts (nickname_fts, rowid, folded) VALUES ('delete', OLD.id, OLD.folded);
  INSERT INTO nickname_fts (rowid, folded) VALUES (NEW.id, NEW.folded);
END;
CREATE TRIGGER nickname_fts_delete AFTER DELETE ON nickname BEGIN
  INSERT INTO nickname_fts (nickname_fts, rowid, folded) VALUES ('delete', OLD.id, OLD.folded);
END;

CREATE VIRTUAL TABLE fact_fts USING fts5(folded, content = 'fact', content_rowid = 'id',
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'");
CREATE TRIGGER fact_fts_insert AFTER INSERT ON fact BEGIN
  INSERT INTO fact_fts (rowid, folded) VALUES (NEW.id, NEW.folded);
END;
CREATE TRIGGER fact_fts_update AFTER UPDATE OF folded ON fact BEGIN
  INSERT INTO fact_fts (fact_fts, rowid, folded) VALUES ('delete', OLD.id, OLD.folded);
  INSERT INTO fact_fts (rowid, folded) VALUES (NEW.id, NEW.folded);
END;
CREATE TRIGGER fact_fts_delete AFTER DELETE ON fact BEGIN
  INSERT INTO fact_fts (fact_fts, rowid, folded) VALUES ('delete', OLD.id, OLD.folded);
END;

CREATE VIRTUAL TABLE note_fts USING fts5(folded, content = 'note', content_rowid = 'id',
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'");
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

CREATE VIRTUAL TABLE issue_fts USING fts5(folded, content = 'issue', content_rowid = 'id',
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'");
CREATE TRIGGER issue_fts_insert AFTER INSERT ON issue BEGIN
  INSERT INTO issue_fts (rowid, folded) VALUES (NEW.id, NEW.folded);
END;
CREATE TRIGGER issue_fts_update AFTER UPDATE OF folded ON issue BEGIN
  INSERT INTO issue_fts (issue_fts, rowid, folded) VALUES ('delete', OLD.id, OLD.folded);
  INSERT INTO issue_fts (rowid, folded) VALUES (NEW.id, NEW.folded);
END;
CREATE TRIGGER issue_fts_delete AFTER DELETE ON issue BEGIN
  INSERT INTO issue_fts (issue_fts, rowid, folded) VALUES ('delete', OLD.id, OLD.folded);
END;

CREATE VIRTUAL TABLE reminder_fts USING fts5(folded, content = 'reminder', content_rowid = 'id',
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'");
CREATE TRIGGER reminder_fts_insert AFTER INSERT ON reminder BEGIN
  INSERT INTO reminder_fts (rowid, folded) VALUES (NEW.id, NEW.folded);
END;
CREATE TRIGGER reminder_fts_update AFTER UPDATE OF folded ON reminder BEGIN
  INSERT INTO reminder_fts (reminder_fts, rowid, folded) VALUES ('delete', OLD.id, OLD.folded);
  INSERT INTO reminder_fts (rowid, folded) VALUES (NEW.id, NEW.folded);
END;
CREATE TRIGGER reminder_fts_delete AFTER DELETE ON reminder BEGIN
  INSERT INTO reminder_fts (reminder_fts, rowid, folded) VALUES ('delete', OLD.id, OLD.folded);
END;

-- Words changed by a door that cannot fold: the folded form goes, and our next write makes it anew.

CREATE TRIGGER contact_folded_stale AFTER UPDATE OF name ON contact
WHEN NEW.name IS NOT OLD.name AND NEW.folded IS OLD.folded AND NEW.folded IS NOT NULL BEGIN
  UPDATE contact SET folded = NULL WHERE id = NEW.id;
END;

CREATE TRIGGER contact_folded_work_stale AFTER UPDATE OF organization, title ON contact
WHEN (NEW.organization IS NOT OLD.organization OR NEW.title IS NOT OLD.title) AND NEW.folded_work IS OLD.folded_work AND NEW.folded_work IS NOT NULL BEGIN
  UPDATE contact SET folded_work = NULL WHERE id = NEW.id;
END;

CREATE TRIGGER nickname_folded_stale AFTER UPDATE OF name ON nickname
WHEN NEW.name IS NOT OLD.name AND NEW.folded IS OLD.folded AND NEW.folded IS NOT NULL BEGIN
  UPDATE nickname SET folded = NULL WHERE id = NEW.id;
END;

CREATE TRIGGER fact_folded_stale AFTER UPDATE OF key, value ON fact
WHEN (NEW.key IS NOT OLD.key OR NEW.value IS NOT OLD.value) AND NEW.folded IS OLD.folded AND NEW.folded IS NOT NULL BEGIN
  UPDATE fact SET folded = NULL WHERE id = NEW.id;
END;

CREATE TRIGGER tag_folded_stale AFTER UPDATE OF name ON tag
WHEN NEW.name IS NOT OLD.name AND NEW.folded IS OLD.folded AND NEW.folded IS NOT NULL BEGIN
  UPDATE tag SET folded = NULL WHERE id = NEW.id;
END;

CREATE TRIGGER note_folded_stale AFTER UPDATE OF body ON note
WHEN NEW.body IS NOT OLD.body AND NEW.folded IS OLD.folded AND NEW.folded IS NOT NULL BEGIN
  UPDATE note SET folded = NULL WHERE id = NEW.id;
END;

CREATE TRIGGER issue_folded_stale AFTER UPDATE OF text ON issue
WHEN NEW.text IS NOT OLD.text AND NEW.folded IS OLD.folded AND NEW.folded IS NOT NULL BEGIN
  UPDATE issue SET folded = NULL WHERE id = NEW.id;
END;

CREATE TRIGGER reminder_folded_stale AFTER UPDATE OF text ON reminder
WHEN NEW.text IS NOT OLD.text AND NEW.folded IS OLD.folded AND NEW.folded IS NOT NULL BEGIN
  UPDATE reminder SET folded = NULL WHERE id = NEW.id;
END;

-- The last touch of everybody: every kind of note but the remark, whoever wrote it.

CREATE TRIGGER touch_by_note_contact_insert AFTER INSERT ON note_contact BEGIN
  UPDATE contact SET last_touch_on = (SELECT happened_on FROM note WHERE id = NEW.note_id)
  WHERE id = NEW.contact_id AND coalesce(last_touch_on, '') <
    (SELECT happened_on FROM note WHERE id = NEW.note_id AND kind <> 'note');
END;
CREATE TRIGGER touch_by_note_contact_delete AFTER DELETE ON note_contact BEGIN
  UPDATE contact SET last_touch_on = (
    SELECT max(note.happened_on) FROM note_contact JOIN note ON note.id = note_contact.note_id
    WHERE note_contact.contact_id = OLD.contact_id AND note.kind <> 'note')
  WHERE id = OLD.contact_id;
END;
CREATE TRIGGER touch_by_note_insert AFTER INSERT ON note WHEN NEW.kind <> 'note' BEGIN
  UPDATE contact SET last_touch_on = NEW.happened_on
  WHERE id IN (SELECT contact_id FROM note_contact WHERE note_id = NEW.id)
    AND coalesce(last_touch_on, '') < NEW.happened_on;
END;
CREATE TRIGGER touch_by_note_update AFTER UPDATE OF happened_on, kind ON note BEGIN
  UPDATE contact SET last_touch_on = (
    SELECT max(note.happened_on) FROM note_contact JOIN note ON note.id = note_contact.note_id
    WHERE note_contact.contact_id = contact.id AND note.kind <> 'note')
  WHERE id IN (SELECT contact_id FROM note_contact WHERE note_id = NEW.id);
END;

CREATE TRIGGER touch_by_note_delete AFTER DELETE ON note BEGIN
  UPDATE contact SET last_touch_on = (
    SELECT max(note.happened_on) FROM note_contact JOIN note ON note.id = note_contact.note_id
    WHERE note_contact.contact_id = contact.id AND note.kind <> 'note')
  WHERE id IN (SELECT contact_id FROM note_contact WHERE note_id = OLD.id);
END;
CREATE TRIGGER touch_by_note_contact_update AFTER UPDATE OF note_id, contact_id ON note_contact BEGIN
  UPDATE contact SET last_touch_on = (
    SELECT max(note.happened_on) FROM note_contact JOIN note ON note.id = note_contact.note_id
    WHERE note_contact.contact_id = contact.id AND note.kind <> 'note')
  WHERE id IN (OLD.contact_id, NEW.contact_id);
END;

-- A note is about somebody: the last one to leave takes it along.

CREATE TRIGGER note_left_alone AFTER DELETE ON note_contact BEGIN
  DELETE FROM note WHERE id = OLD.note_id
    AND NOT EXISTS (SELECT 1 FROM note_contact WHERE note_id = OLD.note_id);
END;

CREATE TRIGGER note_left_behind AFTER UPDATE OF note_id ON note_contact
WHEN NEW.note_id <> OLD.note_id BEGIN
  DELETE FROM note WHERE id = OLD.note_id
    AND NOT EXISTS (SELECT 1 FROM note_contact WHERE note_id = OLD.note_id);
END;

-- A rhythm given by a door that does not say since when counts from the day they were added.

CREATE TRIGGER rhythm_starts_on_insert AFTER INSERT ON contact
WHEN NEW.every_n IS NOT NULL AND NEW.every_from_on IS NULL BEGIN
  UPDATE contact SET every_from_on = date(created_at) WHERE id = NEW.id;
END;
CREATE TRIGGER rhythm_starts_on_update AFTER UPDATE OF every_n ON contact
WHEN NEW.every_n IS NOT NULL AND NEW.every_from_on IS NULL BEGIN
  UPDATE contact SET every_from_on = date(created_at) WHERE id = NEW.id;
END;
