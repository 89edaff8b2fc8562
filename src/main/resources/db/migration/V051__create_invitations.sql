-- Invitations to a project, each for one person and once. The token itself is in no row.
CREATE TABLE invitations (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    role text NOT NULL,
    -- The mailbox to which the token was sent; null for a link that somebody passes on.
    email text,
    sha256 bytea NOT NULL,
    invited_by uuid REFERENCES accounts (id) ON DELETE SET NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT invitations_token_is_unique UNIQUE (sha256),
    CONSTRAINT invitations_role_is_known CHECK (role IN ('OWNER', 'MEMBER', 'VIEWER')),
    CONSTRAINT invitations_email_is_short CHECK (char_length(email) <= 254)
);

-- The open invitations of a project.
CREATE INDEX invitations_by_project ON invitations (project_id);

-- The invitations that a deleted account has made.
CREATE INDEX invitations_by_inviter ON invitations (invited_by);
