-- Times in which alerts are muted: once (start_at, end_at), or again and again (cron, time_zone, duration_seconds).
CREATE TABLE maintenance_windows (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    name text NOT NULL,
    start_at timestamptz,
    end_at timestamptz,
    cron text,
    time_zone text,
    duration_seconds bigint,
    -- All checks of the project; or those that have one of the tags, and those in maintenance_window_checks.
    all_checks boolean NOT NULL,
    tags text NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT maintenance_windows_name_is_short CHECK (char_length(name) <= 100),
    CONSTRAINT maintenance_windows_tags_are_short CHECK (char_length(tags) <= 500),
    CONSTRAINT maintenance_windows_have_times_or_a_schedule CHECK (
        (cron IS NULL) = (start_at IS NOT NULL AND end_at IS NOT NULL)
        AND (start_at IS NULL) = (end_at IS NULL)
        AND (cron IS NULL) = (time_zone IS NULL)
        AND (cron IS NULL) = (duration_seconds IS NULL)
    ),
    CONSTRAINT maintenance_windows_end_after_start CHECK (end_at > start_at),
    CONSTRAINT maintenance_windows_duration_is_in_range CHECK (duration_seconds BETWEEN 1 AND 31536000),
    CONSTRAINT maintenance_windows_times_are_in_range CHECK (
        start_at BETWEEN '1970-01-01 00:00:00+00' AND '9999-12-31 23:59:59+00'
        AND end_at BETWEEN '1970-01-01 00:00:00+00' AND '9999-12-31 23:59:59+00'
    ),
    CONSTRAINT maintenance_windows_all_checks_stand_alone CHECK (NOT all_checks OR tags = '')
);

-- The list of a project's windows, and the windows that may mute a check.
CREATE INDEX maintenance_windows_by_project ON maintenance_windows (project_id, created_at, id);

-- The checks that a window names.
CREATE TABLE maintenance_window_checks (
    window_id uuid NOT NULL REFERENCES maintenance_windows (id) ON DELETE CASCADE,
    check_id uuid NOT NULL REFERENCES checks (id) ON DELETE CASCADE,
    PRIMARY KEY (window_id, check_id)
);

-- The rows of a check that is deleted.
CREATE INDEX maintenance_window_checks_by_check ON maintenance_window_checks (check_id);
