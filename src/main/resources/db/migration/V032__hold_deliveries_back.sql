-- Why a pending delivery waits on purpose: until due_at, or until that reason ends. It stays when the delivery ends.
-- The release before does not read it. It sends such a delivery when it is due, without asking again.
ALTER TABLE deliveries
    ADD COLUMN held_back_by text,
    ADD CONSTRAINT deliveries_held_back_by_is_known CHECK (
        held_back_by IN ('MAINTENANCE', 'SNOOZE', 'PARENT', 'ESCALATION', 'FLAPPING', 'DIGEST')
    ) NOT VALID;
