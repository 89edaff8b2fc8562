-- What the code always writes, held by the database as well: a hand that repairs rows, an import and a defect of ours are
-- refused. The release before keeps to these rules.
-- Existing rows are looked through by the next migration, which holds up no ping.
ALTER TABLE check_states
    -- Otherwise a check that is down would be marked as down again.
    ADD CONSTRAINT check_states_down_has_no_deadline CHECK (status <> 'DOWN' OR down_after IS NULL) NOT VALID,
    ADD CONSTRAINT check_states_run_id_has_start CHECK (last_start_run_id IS NULL OR last_start_at IS NOT NULL) NOT VALID,
    ADD CONSTRAINT check_states_down_reason_has_deadline CHECK (down_reason IS NULL OR down_after IS NOT NULL) NOT VALID;

ALTER TABLE flips
    ADD CONSTRAINT flips_down_is_acknowledged CHECK (acknowledged_at IS NULL OR to_status = 'DOWN') NOT VALID;

ALTER TABLE deliveries
    ADD CONSTRAINT deliveries_are_pending_or_finished CHECK ((status = 'PENDING') = (finished_at IS NULL)) NOT VALID,
    ADD CONSTRAINT deliveries_lease_has_an_end CHECK (held_by IS NULL OR held_until IS NOT NULL) NOT VALID,
    ADD CONSTRAINT deliveries_reminders_are_numbered CHECK ((purpose = 'REMINDER') = (round > 0)) NOT VALID,
    ADD CONSTRAINT deliveries_numbers_are_in_range CHECK (attempts >= 0 AND changes >= 1) NOT VALID,
    ADD CONSTRAINT deliveries_of_notices_have_no_check CHECK (notice_id IS NULL OR check_id IS NULL) NOT VALID;
