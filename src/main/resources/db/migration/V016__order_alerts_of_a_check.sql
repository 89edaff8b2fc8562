-- The latest ping of the check when it changed status: what an alert says of a ping is of this one, however late it leaves.
-- Null in what the release before writes, and where nobody knows.
ALTER TABLE flips ADD COLUMN ping_n bigint;

-- OUTDATED: it failed, and then the check changed status again, of which the channel is told instead.
-- Existing rows satisfied a narrower rule: to look through them would hold up deliveries.
ALTER TABLE deliveries DROP CONSTRAINT deliveries_status_is_known;
ALTER TABLE deliveries ADD CONSTRAINT deliveries_status_is_known
    CHECK (status IN ('PENDING', 'SENT', 'FAILED', 'OUTDATED')) NOT VALID;
