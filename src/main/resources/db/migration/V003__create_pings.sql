-- The latest signals of each check, numbered per check; the recorder keeps about PING_LOG_LIMIT of them.
CREATE TABLE pings (
    check_id uuid NOT NULL REFERENCES checks (id) ON DELETE CASCADE,
    n bigint NOT NULL,
    kind text NOT NULL,
    received_at timestamptz NOT NULL,
    scheme text NOT NULL,
    method text NOT NULL,
    remote_address text,
    user_agent text,
    run_id uuid,
    exit_status smallint,
    duration_ms bigint,
    body bytea,
    PRIMARY KEY (check_id, n),
    CONSTRAINT pings_kind_is_known CHECK (kind IN ('SUCCESS', 'START', 'FAIL', 'LOG', 'IGNORED')),
    CONSTRAINT pings_exit_status_is_a_byte CHECK (exit_status BETWEEN 0 AND 255)
);
