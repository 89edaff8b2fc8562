-- Channels whose latest deliveries failed. A channel without a row works, or was never used.
CREATE TABLE channel_health (
    channel_id uuid PRIMARY KEY REFERENCES channels (id) ON DELETE CASCADE,
    -- In a row.
    failures integer NOT NULL,
    failing_since timestamptz NOT NULL,
    last_error text NOT NULL,
    -- Nothing is sent before this time, and then one delivery to try. Null while too few have failed.
    paused_until timestamptz
);
