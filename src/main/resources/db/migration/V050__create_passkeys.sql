-- Passkeys, in the tables of Spring Security, whose names and columns these are. A passkey signs in by a key pair; its
-- private half stays with its owner, so nothing here is a secret.
CREATE TABLE user_entities (
    -- Random, and stored in the passkey. It says nothing about the person.
    id text PRIMARY KEY,
    -- The id of the account.
    name text NOT NULL,
    display_name text,
    CONSTRAINT user_entities_name_is_unique UNIQUE (name)
);

CREATE TABLE user_credentials (
    credential_id text PRIMARY KEY,
    user_entity_user_id text NOT NULL REFERENCES user_entities (id) ON DELETE CASCADE,
    public_key bytea NOT NULL,
    signature_count bigint,
    uv_initialized boolean,
    backup_eligible boolean NOT NULL,
    authenticator_transports text,
    public_key_credential_type text,
    backup_state boolean NOT NULL,
    attestation_object bytea,
    attestation_client_data_json bytea,
    created timestamptz,
    last_used timestamptz,
    -- What the owner calls it.
    label text NOT NULL,
    CONSTRAINT user_credentials_label_is_short CHECK (char_length(label) <= 1000)
);

-- The passkeys of an account.
CREATE INDEX user_credentials_by_user ON user_credentials (user_entity_user_id);
