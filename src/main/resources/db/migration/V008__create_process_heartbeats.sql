-- Which processes are at work: each keeps its row fresh and takes it along when it stops. The times are the database's
-- own, the one clock that all processes share. No index on seen_at, so that the update stays inside its page (HOT).
CREATE TABLE process_heartbeats (
    process_id uuid NOT NULL,
    -- A process that is web and worker at once has a row for each.
    type text NOT NULL,
    release text NOT NULL,
    started_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    PRIMARY KEY (process_id, type),
    CONSTRAINT process_heartbeats_type_is_known CHECK (type IN ('WEB', 'WORKER'))
) WITH (fillfactor = 50);
