-- The channels of a group. A group is a channel too, but sends nothing: its members are told in its place.
CREATE TABLE channel_members (
    group_id uuid NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    channel_id uuid NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    PRIMARY KEY (group_id, channel_id),
    CONSTRAINT channel_members_are_not_the_group_itself CHECK (group_id <> channel_id)
);

-- A channel that is deleted leaves its groups.
CREATE INDEX channel_members_by_channel ON channel_members (channel_id);
