-- The checks that a check depends on. Its alerts are muted while one of them is down.
CREATE TABLE check_parents (
    check_id uuid NOT NULL REFERENCES checks (id) ON DELETE CASCADE,
    parent_id uuid NOT NULL REFERENCES checks (id) ON DELETE CASCADE,
    PRIMARY KEY (check_id, parent_id),
    CONSTRAINT check_parents_are_other_checks CHECK (check_id <> parent_id)
);

-- The rows of a parent that is deleted.
CREATE INDEX check_parents_by_parent ON check_parents (parent_id);
