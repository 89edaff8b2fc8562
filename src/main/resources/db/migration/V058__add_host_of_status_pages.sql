-- A host whose root is the status page. Null for a page without one.
ALTER TABLE status_pages
    ADD COLUMN host text,
    ADD CONSTRAINT status_pages_host_is_unique UNIQUE (host),
    ADD CONSTRAINT status_pages_host_is_a_name CHECK (host = lower(host) AND char_length(host) <= 253);
