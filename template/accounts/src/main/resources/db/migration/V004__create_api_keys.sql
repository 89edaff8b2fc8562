CREATE TABLE api_keys (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    name text NOT NULL,
    role text NOT NULL CONSTRAINT api_keys_role_check CHECK (role IN ('READ', 'WRITE')),
    hint text NOT NULL,
    sha256 bytea NOT NULL CONSTRAINT api_keys_sha256_key UNIQUE,
    created_at timestamptz NOT NULL
);

-- The keys of an account that is deleted.
CREATE INDEX api_keys_of_account_idx ON api_keys (account_id);
