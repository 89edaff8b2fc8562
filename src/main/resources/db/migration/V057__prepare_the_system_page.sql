-- Who may open the page of the system. The release before makes accounts that may not.
ALTER TABLE accounts ADD COLUMN is_operator boolean NOT NULL DEFAULT false;

-- What a web process recorded during the last seconds. Null for workers, and for web of the release before.
ALTER TABLE process_heartbeats ADD COLUMN pings_per_second real;
