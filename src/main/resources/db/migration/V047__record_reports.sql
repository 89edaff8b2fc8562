-- The end of the last period that was reported to a mailbox. No period is reported twice.
CREATE TABLE reports (
    channel_id uuid PRIMARY KEY REFERENCES channels (id) ON DELETE CASCADE,
    period_until timestamptz NOT NULL
);
