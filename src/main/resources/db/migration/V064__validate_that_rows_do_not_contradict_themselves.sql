-- The rules of V063, for the rows that were there before it. Only a hand can have written others; such a row must not keep
-- a deploy from its next release, so it is corrected as far as its other columns say what is true.
UPDATE check_states
SET down_after = CASE WHEN status <> 'DOWN' THEN down_after END,
    down_reason = CASE WHEN status <> 'DOWN' AND down_after IS NOT NULL THEN down_reason END,
    last_start_run_id = CASE WHEN last_start_at IS NOT NULL THEN last_start_run_id END
WHERE status = 'DOWN' AND down_after IS NOT NULL
    OR last_start_run_id IS NOT NULL AND last_start_at IS NULL
    OR down_reason IS NOT NULL AND down_after IS NULL;

UPDATE flips
SET acknowledged_at = NULL
WHERE acknowledged_at IS NOT NULL AND to_status <> 'DOWN';

UPDATE deliveries
SET finished_at = CASE WHEN status <> 'PENDING' THEN COALESCE(finished_at, created_at) END,
    held_by = CASE WHEN held_until IS NOT NULL THEN held_by END,
    purpose = CASE WHEN round > 0 THEN 'REMINDER' ELSE 'FLIP' END,
    attempts = GREATEST(attempts, 0),
    changes = GREATEST(changes, 1),
    check_id = CASE WHEN notice_id IS NULL THEN check_id END
WHERE (status = 'PENDING') <> (finished_at IS NULL)
    OR held_by IS NOT NULL AND held_until IS NULL
    OR (purpose = 'REMINDER') <> (round > 0)
    OR attempts < 0
    OR changes < 1
    OR notice_id IS NOT NULL AND check_id IS NOT NULL;

ALTER TABLE check_states VALIDATE CONSTRAINT check_states_down_has_no_deadline;
ALTER TABLE check_states VALIDATE CONSTRAINT check_states_run_id_has_start;
ALTER TABLE check_states VALIDATE CONSTRAINT check_states_down_reason_has_deadline;
ALTER TABLE flips VALIDATE CONSTRAINT flips_down_is_acknowledged;
ALTER TABLE deliveries VALIDATE CONSTRAINT deliveries_are_pending_or_finished;
ALTER TABLE deliveries VALIDATE CONSTRAINT deliveries_lease_has_an_end;
ALTER TABLE deliveries VALIDATE CONSTRAINT deliveries_reminders_are_numbered;
ALTER TABLE deliveries VALIDATE CONSTRAINT deliveries_numbers_are_in_range;
ALTER TABLE deliveries VALIDATE CONSTRAINT deliveries_of_notices_have_no_check;
