-- What is watched and how: definitions, written by JPA.
CREATE TABLE checks (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    -- Stands for the id where the id must not be told: it is also the ping URL.
    unique_key text NOT NULL,
    name text NOT NULL,
    slug text NOT NULL,
    tags text NOT NULL,
    description text NOT NULL,
    period_seconds bigint,
    cron text,
    time_zone text,
    grace_seconds bigint NOT NULL,
    manual_resume boolean NOT NULL,
    methods text NOT NULL,
    start_keywords text NOT NULL,
    success_keywords text NOT NULL,
    failure_keywords text NOT NULL,
    filter_subject boolean NOT NULL,
    filter_body boolean NOT NULL,
    created_at timestamptz NOT NULL,
    version integer NOT NULL,
    CONSTRAINT checks_unique_key_is_unique UNIQUE (unique_key),
    CONSTRAINT checks_have_one_schedule CHECK ((period_seconds IS NULL) <> (cron IS NULL)),
    CONSTRAINT checks_cron_has_time_zone CHECK ((cron IS NULL) = (time_zone IS NULL)),
    CONSTRAINT checks_period_is_positive CHECK (period_seconds > 0),
    CONSTRAINT checks_grace_is_positive CHECK (grace_seconds > 0),
    CONSTRAINT checks_methods_are_known CHECK (methods IN ('', 'POST'))
);

-- The list of a project's checks, in the order they were made.
CREATE INDEX checks_by_project ON checks (project_id, created_at, id);

-- Where each check stands: written by SQL only, once per ping. Room on each page and no index on a column that a ping
-- changes, so that the update stays inside its page (HOT).
CREATE TABLE check_states (
    check_id uuid PRIMARY KEY REFERENCES checks (id) ON DELETE CASCADE,
    status text NOT NULL DEFAULT 'NEW',
    ping_count bigint NOT NULL DEFAULT 0,
    last_ping_at timestamptz,
    last_start_at timestamptz,
    last_start_run_id uuid,
    last_duration_ms bigint,
    -- When silence turns into DOWN.
    down_after timestamptz,
    -- When the sweep looks at this check next; never after down_after. Moved by the sweep, not by pings.
    sweep_after timestamptz,
    CONSTRAINT check_states_status_is_known CHECK (status IN ('NEW', 'UP', 'DOWN', 'PAUSED')),
    CONSTRAINT check_states_sweep_before_deadline CHECK (
        down_after IS NULL OR (sweep_after IS NOT NULL AND sweep_after <= down_after)
    )
) WITH (fillfactor = 70);

-- The sweep: due checks only, oldest first.
CREATE INDEX check_states_by_sweep ON check_states (sweep_after) WHERE sweep_after IS NOT NULL;

-- Every change of status, append-only.
CREATE TABLE flips (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    check_id uuid NOT NULL REFERENCES checks (id) ON DELETE CASCADE,
    from_status text NOT NULL,
    to_status text NOT NULL,
    -- What made it change: no ping in time, or a signal of failure.
    reason text NOT NULL,
    flipped_at timestamptz NOT NULL,
    CONSTRAINT flips_change_status CHECK (from_status <> to_status),
    CONSTRAINT flips_from_status_is_known CHECK (from_status IN ('NEW', 'UP', 'DOWN', 'PAUSED')),
    CONSTRAINT flips_to_status_is_known CHECK (to_status IN ('NEW', 'UP', 'DOWN', 'PAUSED')),
    CONSTRAINT flips_reason_is_known CHECK (reason IN ('PING', 'FAIL', 'TIMEOUT', 'USER'))
);

-- The status changes of one check, newest first.
CREATE INDEX flips_by_check ON flips (check_id, flipped_at DESC);
