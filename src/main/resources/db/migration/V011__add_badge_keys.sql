-- The public names of badges: random, so that a badge cannot be guessed, and nothing that pings can be from a badge.
ALTER TABLE projects
    ADD COLUMN badge_key uuid NOT NULL DEFAULT gen_random_uuid(),
    -- Signs the tags in the addresses of badges. Here, and not a variable, so that addresses outlive every deploy.
    ADD COLUMN badge_secret uuid NOT NULL DEFAULT gen_random_uuid(),
    -- Also the look-up of every badge of a project.
    ADD CONSTRAINT projects_badge_key_is_unique UNIQUE (badge_key);

ALTER TABLE checks
    ADD COLUMN badge_key uuid NOT NULL DEFAULT gen_random_uuid(),
    -- Also the look-up of every badge of a check.
    ADD CONSTRAINT checks_badge_key_is_unique UNIQUE (badge_key);
