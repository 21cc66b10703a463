-- The fifth form: how often somebody is usually in touch and buys, so that `care` and a quiet day
-- read one small row a person and not all their notes. Never edited again.

-- Every value is derived: triggers only say that a row is stale, tinycrm computes it when it writes
-- next, and what is stale then is computed while reading. Days are day numbers, gaps are doubled, so
-- that the middle of two stays a whole number.

CREATE TABLE rhythm (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  stale INTEGER DEFAULT 1 NOT NULL,
  touched_day INTEGER,
  touch_gap INTEGER,
  bought_day INTEGER,
  bought_gap INTEGER,
  sales INTEGER DEFAULT 0 NOT NULL,
  worth INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT stale_is_a_flag CHECK (stale IN (0, 1))
)
 STRICT;
CREATE INDEX rhythm_stale ON rhythm (id) WHERE stale = 1;

CREATE TRIGGER rhythm_by_note_contact_insert AFTER INSERT ON note_contact BEGIN
  INSERT INTO rhythm (id) VALUES (NEW.contact_id) ON CONFLICT (id) DO UPDATE SET stale = 1;
END;
CREATE TRIGGER rhythm_by_note_contact_delete AFTER DELETE ON note_contact BEGIN
  UPDATE rhythm SET stale = 1 WHERE id = OLD.contact_id;
END;
CREATE TRIGGER rhythm_by_note_contact_update AFTER UPDATE OF note_id, contact_id ON note_contact BEGIN
  UPDATE rhythm SET stale = 1 WHERE id = OLD.contact_id;
  INSERT INTO rhythm (id) VALUES (NEW.contact_id) ON CONFLICT (id) DO UPDATE SET stale = 1;
END;
CREATE TRIGGER rhythm_by_note_update AFTER UPDATE OF happened_on, kind ON note BEGIN
  UPDATE rhythm SET stale = 1 WHERE id IN (SELECT contact_id FROM note_contact WHERE note_id = NEW.id);
END;
CREATE TRIGGER rhythm_by_note_insert AFTER INSERT ON note BEGIN
  UPDATE rhythm SET stale = 1 WHERE id IN (SELECT contact_id FROM note_contact WHERE note_id = NEW.id);
END;
CREATE TRIGGER rhythm_by_win_insert AFTER INSERT ON win BEGIN
  INSERT INTO rhythm (id) VALUES (NEW.contact_id) ON CONFLICT (id) DO UPDATE SET stale = 1;
END;
CREATE TRIGGER rhythm_by_win_delete AFTER DELETE ON win BEGIN
  UPDATE rhythm SET stale = 1 WHERE id = OLD.contact_id;
END;
CREATE TRIGGER rhythm_by_win_update AFTER UPDATE OF contact_id, kind, won_on, amount_minor, currency ON win BEGIN
  UPDATE rhythm SET stale = 1 WHERE id = OLD.contact_id;
  INSERT INTO rhythm (id) VALUES (NEW.contact_id) ON CONFLICT (id) DO UPDATE SET stale = 1;
END;
CREATE TRIGGER rhythm_by_contact_delete AFTER DELETE ON contact BEGIN
  DELETE FROM rhythm WHERE id = OLD.id;
END;

INSERT INTO rhythm (id)
  SELECT id FROM contact
  WHERE id IN (SELECT contact_id FROM note_contact) OR id IN (SELECT contact_id FROM win);

-- Figures count by day and kind without reading the notes, and few notes have a mood.

DROP INDEX note_by_day;
CREATE INDEX note_by_day ON note (happened_on, kind, direction);
DROP INDEX note_contact_by_note;
CREATE INDEX note_contact_by_note ON note_contact (note_id, contact_id);
CREATE INDEX note_with_mood ON note (happened_on) WHERE mood IS NOT NULL;
