-- A check that a request names by its name, to be changed or else made. One by slug has its index already.
CREATE INDEX checks_by_name ON checks (project_id, name) WHERE name <> '';
