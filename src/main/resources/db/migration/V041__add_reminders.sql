-- A reminder is another delivery of the same flip to the same channel. The n-th is due n pauses after the flip.
ALTER TABLE deliveries
    ADD COLUMN purpose text NOT NULL DEFAULT 'FLIP',
    ADD COLUMN round integer NOT NULL DEFAULT 0,
    -- When the channel is next reminded of this flip. Null if it never is: see the setting remind of channels.
    ADD COLUMN remind_at timestamptz,
    -- All rows that are there have the default, so none is looked at.
    ADD CONSTRAINT deliveries_purpose_is_known CHECK (purpose IN ('FLIP', 'REMINDER')) NOT VALID;

-- Each reminder is there once, however many workers make it. Also finds the deliveries of a flip.
CREATE UNIQUE INDEX deliveries_are_once_a_round ON deliveries (flip_id, channel_id, round);
ALTER TABLE deliveries DROP CONSTRAINT deliveries_are_once_a_flip_and_channel;

-- The reminders that are due.
CREATE INDEX deliveries_by_reminder ON deliveries (remind_at) WHERE remind_at IS NOT NULL;
