-- People. The address is stored in lower case, so that each person has one account however they write it.
CREATE TABLE accounts (
    id uuid PRIMARY KEY,
    email text NOT NULL,
    name text NOT NULL,
    time_zone text NOT NULL,
    language text NOT NULL,
    -- As Spring Security writes it, with the name of its algorithm in front; null without a password.
    password_hash text,
    created_at timestamptz NOT NULL,
    disabled_at timestamptz,
    CONSTRAINT accounts_email_is_unique UNIQUE (email),
    CONSTRAINT accounts_email_is_lower_case CHECK (email = lower(email)),
    CONSTRAINT accounts_email_is_short CHECK (char_length(email) <= 254),
    CONSTRAINT accounts_name_is_short CHECK (char_length(name) <= 100),
    CONSTRAINT accounts_time_zone_is_short CHECK (char_length(time_zone) <= 36),
    CONSTRAINT accounts_language_is_short CHECK (char_length(language) <= 10)
);

-- What an account may do in a project. Without a row it does not see the project.
CREATE TABLE memberships (
    account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    project_id uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    role text NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, project_id),
    CONSTRAINT memberships_role_is_known CHECK (role IN ('OWNER', 'MEMBER', 'VIEWER'))
);

-- The people of a project.
CREATE INDEX memberships_by_project ON memberships (project_id);

-- Links that sign in once. The token itself is in no row. A row without an account was asked for by an address that has
-- none: it is stored all the same, so that both requests cost the same.
CREATE TABLE sign_in_links (
    sha256 bytea PRIMARY KEY,
    account_id uuid REFERENCES accounts (id) ON DELETE CASCADE,
    expires_at timestamptz NOT NULL
);

-- The links of an account that is deleted or disabled.
CREATE INDEX sign_in_links_by_account ON sign_in_links (account_id);
