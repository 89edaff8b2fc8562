-- When this web process last could receive pings. Null for workers, and in rows of the release before, which shows the
-- same by seen_at, every 5 seconds.
ALTER TABLE process_heartbeats ADD COLUMN received_at timestamptz;

-- Times in which no web process could receive pings. A ping that is missing then proves nothing about its job.
CREATE TABLE outages (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    began_at timestamptz NOT NULL,
    -- Null while it lasts.
    ended_at timestamptz,
    reason text NOT NULL,
    -- How far the checks were looked at for excuses, in the order of their ids.
    settled_through uuid,
    -- When all checks had been looked at. Until then no check is marked as down for silence after began_at.
    settled_at timestamptz,
    CONSTRAINT outages_begin_is_unique UNIQUE (began_at),
    CONSTRAINT outages_end_after_begin CHECK (ended_at > began_at),
    CONSTRAINT outages_settled_after_end CHECK (settled_at IS NULL OR ended_at IS NOT NULL),
    CONSTRAINT outages_reason_is_known CHECK (reason IN ('STOPPED', 'LOST', 'STALLED'))
);

-- At most one outage lasts at a time.
CREATE UNIQUE INDEX outages_one_lasts ON outages ((true)) WHERE ended_at IS NULL;

-- The outages that the sweep and the excuses still have to look at: usually none.
CREATE INDEX outages_unsettled ON outages (began_at) WHERE settled_at IS NULL;
