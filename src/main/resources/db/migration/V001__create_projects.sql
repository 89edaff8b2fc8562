CREATE TABLE projects (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT projects_name_is_not_blank CHECK (name <> '')
);

-- Keys are random enough (128 bits and more) that a plain digest protects them; they are shown once and never stored.
CREATE TABLE api_keys (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    kind text NOT NULL,
    sha256 bytea NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT api_keys_kind_is_known CHECK (kind IN ('READ_WRITE', 'READ_ONLY', 'PING')),
    CONSTRAINT api_keys_sha256_is_a_digest CHECK (octet_length(sha256) = 32),
    -- Also the look-up of every API request.
    CONSTRAINT api_keys_sha256_is_unique UNIQUE (sha256)
);
