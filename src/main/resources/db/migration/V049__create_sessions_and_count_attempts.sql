-- Sessions of people, in the tables of Spring Session, whose columns and types these are. Times are milliseconds since
-- 1970. Spring Session compares the id with the cookie; here it is the SHA-256 of the cookie (signin.SessionQueries).
-- The sweep of expired sessions reads the whole table once a day, so that a request, which moves expiry_time, changes no
-- index.
CREATE TABLE sessions (
    primary_id text PRIMARY KEY,
    session_id text NOT NULL,
    creation_time bigint NOT NULL,
    last_access_time bigint NOT NULL,
    max_inactive_interval integer NOT NULL,
    expiry_time bigint NOT NULL,
    -- The id of the account.
    principal_name varchar(100)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);

-- The session of a request.
CREATE UNIQUE INDEX sessions_by_session_id ON sessions (session_id);

-- The sessions of an account, which its owner can end.
CREATE INDEX sessions_by_principal_name ON sessions (principal_name);

CREATE TABLE sessions_attributes (
    session_primary_id text NOT NULL REFERENCES sessions (primary_id) ON DELETE CASCADE,
    attribute_name varchar(200) NOT NULL,
    attribute_bytes bytea NOT NULL,
    PRIMARY KEY (session_primary_id, attribute_name)
);

-- How often somebody tried to sign in lately: by address of the account, whether or not there is one, and by client. All
-- web processes count here. The subject is a digest, so that the table has no addresses.
CREATE TABLE sign_in_attempts (
    subject bytea PRIMARY KEY,
    attempts integer NOT NULL,
    window_ends_at timestamptz NOT NULL
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
