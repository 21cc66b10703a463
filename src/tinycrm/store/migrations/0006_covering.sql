-- The sixth form: indexes that hold all that the morning and the figures ask for, so that these do
-- not read the rows themselves. Never edited again.

-- Who was tried without an answer: attempts are few, other notes of the same people are many.
CREATE INDEX note_attempt ON note (id, happened_on, happened_time) WHERE kind = 'attempt';

-- With the time, notes of a kind are found and sorted in the index alone.
DROP INDEX note_by_day;
CREATE INDEX note_by_day ON note (happened_on, kind, direction, happened_time);

-- Referrals are few among the wins: whom to thank, and who brought whom, is read from their own
-- index. The other one has what figures count and add.
CREATE INDEX win_referral ON win (won_on, brought_id, contact_id) WHERE brought_id IS NOT NULL;
DROP INDEX win_by_day;
CREATE INDEX win_by_day ON win (won_on, kind, contact_id, currency, amount_minor);

-- A deal that was opened less than two weeks ago and is decided later is not due, whoever it is with.
DROP INDEX deal_open;
CREATE INDEX deal_open ON deal (until_on, opened_on) WHERE win_id IS NULL AND lost_on IS NULL;
