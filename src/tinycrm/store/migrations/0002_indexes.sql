-- The second form: only indexes, so that ten times as many people do not take ten times as long.
-- Never edited again; later forms are steps of their own.

-- The occasions of a window of days are counted without reading a contact: all of them from the
-- first index, less those of people who are set aside, from the second.
DROP INDEX occasion_by_day;
CREATE INDEX occasion_by_day ON occasion (month, day, year, closed_on, contact_id);
CREATE INDEX contact_aside ON contact (archived_at, do_not_contact, snoozed_until) WHERE archived_at IS NOT NULL OR do_not_contact = 1 OR snoozed_until IS NOT NULL;

-- Who was last in touch: the first people of a list, and those whose birthday a note may close.
CREATE INDEX contact_by_touch ON contact (last_touch_on DESC);

-- What somebody ever had: the journal keeps the rows that changed or went. A new row has no image,
-- so that an import adds nothing to this index.
CREATE INDEX change_kept ON change (entity, json_extract("before", '$.contact_id')) WHERE "before" IS NOT NULL;
