-- Where people are told.
CREATE TABLE channels (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    kind text NOT NULL,
    name text NOT NULL,
    config jsonb NOT NULL,
    -- Signs what is sent, so that a receiver can tell it is from us (Standard Webhooks).
    signing_secret text NOT NULL,
    created_at timestamptz NOT NULL
);

-- The list of a project's channels, in the order they were made.
CREATE INDEX channels_by_project ON channels (project_id, created_at, id);

-- Which channels are told about which check.
CREATE TABLE check_channels (
    check_id uuid NOT NULL REFERENCES checks (id) ON DELETE CASCADE,
    channel_id uuid NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    PRIMARY KEY (check_id, channel_id)
);

-- A channel that is deleted takes its assignments along.
CREATE INDEX check_channels_by_channel ON check_channels (channel_id);
