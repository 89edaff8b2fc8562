-- The status page of a project: its address, and whether strangers may read it.
CREATE TABLE status_pages (
    project_id uuid PRIMARY KEY REFERENCES projects (id) ON DELETE CASCADE,
    slug text NOT NULL,
    title text NOT NULL,
    is_public boolean NOT NULL,
    CONSTRAINT status_pages_slug_is_unique UNIQUE (slug),
    CONSTRAINT status_pages_slug_fits_an_address CHECK (slug ~ '^[a-z0-9-]{1,60}$'),
    CONSTRAINT status_pages_title_is_short CHECK (char_length(title) BETWEEN 1 AND 100)
);
