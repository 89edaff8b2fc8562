-- Who did what in a project. Rows are only added, and deleted after AUDIT_RETENTION.
CREATE TABLE audit_entries (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    recorded_at timestamptz NOT NULL,
    -- A literal of our code. A newer release may write others, so they are not listed here.
    action text NOT NULL,
    actor_kind text NOT NULL,
    -- The account or the key. Not a reference: the entry stays when the account or the key is gone.
    actor_id uuid,
    -- As the actor was called at that time.
    actor_name text NOT NULL,
    -- The name of what was changed, never a secret.
    subject text NOT NULL,
    detail text NOT NULL,
    request_id text,
    CONSTRAINT audit_entries_action_is_a_literal CHECK (action ~ '^[a-z-]{1,40}\.[a-z-]{1,40}$'),
    CONSTRAINT audit_entries_actor_kind_is_known CHECK (actor_kind IN ('PERSON', 'KEY', 'LINK', 'PING', 'TASK')),
    CONSTRAINT audit_entries_texts_are_short CHECK (
        char_length(actor_name) <= 300 AND char_length(subject) <= 300 AND char_length(detail) <= 300
        AND char_length(request_id) <= 200)
);

-- The entries of a project, the newest first.
CREATE INDEX audit_entries_by_project ON audit_entries (project_id, recorded_at DESC, id DESC);
