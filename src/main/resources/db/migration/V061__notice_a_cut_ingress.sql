-- A web process may be well while nothing from outside reaches it: DNS, the certificate or the router is broken. So it sends
-- requests to itself through SITE_ROOT. The release before writes none of these columns, and sees such an outage as STALLED.

-- Of web: until when requests from outside have proven to arrive. Null if that is not known. Silence counts until then.
ALTER TABLE process_heartbeats ADD COLUMN reached_at timestamptz;

-- Not a value of reason, because the release before would not know it.
ALTER TABLE outages ADD COLUMN is_cut boolean NOT NULL DEFAULT false;

-- What all web processes of the deploy share. Updated every few seconds.
CREATE TABLE ingress (
    only_row boolean PRIMARY KEY DEFAULT true,
    -- With it a web process proves that it belongs to this deploy.
    answer_key bytea NOT NULL,
    -- The address that was last reached from inside. Another address is not known to be reachable.
    site_root text,
    reached_at timestamptz,
    CONSTRAINT ingress_has_one_row CHECK (only_row),
    CONSTRAINT ingress_site_was_reached CHECK ((site_root IS NULL) = (reached_at IS NULL))
) WITH (fillfactor = 50);

INSERT INTO ingress (answer_key)
VALUES (sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));
