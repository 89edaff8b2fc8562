-- The table itself is now the queue: when a delivery is due, which worker holds it, and until when.
-- The release before still writes rows without due_at and check_id, and a row of scheduled_tasks for each.
-- Workers of this release move them: EarlierReleaseQueue.
ALTER TABLE deliveries
    ADD COLUMN check_id uuid,
    ADD COLUMN due_at timestamptz,
    ADD COLUMN held_by uuid,
    ADD COLUMN held_until timestamptz,
    -- Changes each time a worker takes the delivery. The result of an earlier holder is refused by it.
    ADD COLUMN version bigint NOT NULL DEFAULT 0,
    -- How many changes of status the message stands for.
    ADD COLUMN changes integer NOT NULL DEFAULT 1;

-- What is due for each channel. No column that a worker changes while it takes or renews is in an index, so these
-- updates stay in their page (HOT).
CREATE INDEX deliveries_by_due_time ON deliveries (channel_id, due_at) WHERE status = 'PENDING';

-- Order: the pending deliveries of one check to one channel.
CREATE INDEX deliveries_by_turn ON deliveries (channel_id, check_id, flip_id) WHERE status = 'PENDING';

-- Each row of a burst is changed twice within a second.
ALTER TABLE deliveries SET (
    autovacuum_vacuum_scale_factor = 0.02,
    autovacuum_vacuum_threshold = 5000,
    autovacuum_analyze_scale_factor = 0.02,
    autovacuum_analyze_threshold = 2000
);
