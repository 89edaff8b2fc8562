-- How often somebody tried to sign in lately: by address of the account, whether or not there is one, and by client. All
-- web processes count here. The subject is a digest, so that the table has no addresses.
CREATE TABLE sign_in_attempts (
    subject bytea PRIMARY KEY,
    attempts integer NOT NULL,
    window_ends_at timestamptz NOT NULL
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
