-- Which deadlines were moved because Rollcall itself could not receive.
CREATE TABLE excuses (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    outage_id bigint NOT NULL REFERENCES outages (id) ON DELETE CASCADE,
    project_id uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    check_id uuid NOT NULL REFERENCES checks (id) ON DELETE CASCADE,
    excused_at timestamptz NOT NULL,
    old_down_after timestamptz NOT NULL,
    new_down_after timestamptz NOT NULL,
    -- Also finds the excuses of an outage that is deleted.
    CONSTRAINT excuses_once_an_outage UNIQUE (outage_id, check_id),
    CONSTRAINT excuses_move_deadlines_on CHECK (new_down_after > old_down_after)
);

-- The excuses of a check, and of a project: latest first.
CREATE INDEX excuses_by_check ON excuses (check_id, excused_at DESC, id DESC);
CREATE INDEX excuses_by_project ON excuses (project_id, excused_at DESC, id DESC);
