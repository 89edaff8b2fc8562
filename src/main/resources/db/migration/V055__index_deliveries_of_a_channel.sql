-- The log of a channel: its latest deliveries, and those of them that did not arrive. No worker changes these columns while
-- it takes or renews, so such updates stay in their page (HOT).
CREATE INDEX deliveries_by_channel_and_time ON deliveries (channel_id, created_at);
CREATE INDEX deliveries_not_sent ON deliveries (channel_id, created_at) WHERE status IN ('FAILED', 'OUTDATED');

-- The first of them also finds the deliveries of a channel that is deleted.
DROP INDEX deliveries_by_channel;
