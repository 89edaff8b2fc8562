-- One flip on its way to one channel; made in the flip's own transaction.
CREATE TABLE deliveries (
    id uuid PRIMARY KEY,
    flip_id bigint NOT NULL REFERENCES flips (id) ON DELETE CASCADE,
    channel_id uuid NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    status text NOT NULL DEFAULT 'PENDING',
    attempts integer NOT NULL DEFAULT 0,
    last_error text,
    created_at timestamptz NOT NULL,
    finished_at timestamptz,
    CONSTRAINT deliveries_are_once_a_flip_and_channel UNIQUE (flip_id, channel_id),
    CONSTRAINT deliveries_status_is_known CHECK (status IN ('PENDING', 'SENT', 'FAILED'))
);

-- A channel that is deleted takes its deliveries along.
CREATE INDEX deliveries_by_channel ON deliveries (channel_id);
