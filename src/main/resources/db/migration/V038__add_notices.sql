-- Messages to channels that are not about one change of status. Each has a delivery for each of its channels.
CREATE TABLE notices (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    kind text NOT NULL,
    -- Names what it is about: notices of one subject open and close the same trouble.
    subject text NOT NULL,
    -- What it says, in no language: Notice.Content as JSON.
    data jsonb NOT NULL,
    created_at timestamptz NOT NULL
);

-- The latest notice about a subject. Also finds the notices of a project that is deleted.
CREATE INDEX notices_by_subject ON notices (project_id, subject, id DESC);

-- The release before takes only deliveries with a check_id, so it leaves those of notices to workers of this release.
ALTER TABLE deliveries
    ALTER COLUMN flip_id DROP NOT NULL,
    ADD COLUMN notice_id bigint REFERENCES notices (id) ON DELETE CASCADE,
    ADD CONSTRAINT deliveries_are_of_a_flip_or_a_notice CHECK (num_nonnulls(flip_id, notice_id) = 1) NOT VALID;

-- Once a notice and channel. Also finds the deliveries of a notice that is deleted.
CREATE UNIQUE INDEX deliveries_are_once_a_notice_and_channel ON deliveries (notice_id, channel_id)
    WHERE notice_id IS NOT NULL;

-- Order: the pending notices of a channel.
CREATE INDEX deliveries_by_notice ON deliveries (channel_id, notice_id)
    WHERE status = 'PENDING' AND notice_id IS NOT NULL;
