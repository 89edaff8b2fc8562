-- Keywords may also classify pings by the body of their request; and what happens to a signal that no keyword fits.
ALTER TABLE checks ADD COLUMN filter_http_body boolean NOT NULL DEFAULT false;
ALTER TABLE checks ADD COLUMN filter_default_fail boolean NOT NULL DEFAULT false;

-- A ping by ping key and slug.
CREATE INDEX checks_by_slug ON checks (project_id, slug) WHERE slug <> '';
