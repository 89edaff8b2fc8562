CREATE TABLE api_keys (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    role text NOT NULL CONSTRAINT api_keys_role_check CHECK (role IN ('READ', 'WRITE')),
    hint text NOT NULL,
    sha256 bytea NOT NULL CONSTRAINT api_keys_sha256_key UNIQUE,
    created_at timestamptz NOT NULL
);
