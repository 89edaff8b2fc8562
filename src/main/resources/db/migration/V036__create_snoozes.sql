-- Until when alerts of a check are muted because a person said so. A time that is past has no effect.
CREATE TABLE snoozes (
    check_id uuid PRIMARY KEY REFERENCES checks (id) ON DELETE CASCADE,
    until_at timestamptz NOT NULL,
    CONSTRAINT snoozes_until_is_in_range CHECK (
        until_at BETWEEN '1970-01-01 00:00:00+00' AND '9999-12-31 23:59:59+00'
    )
);
