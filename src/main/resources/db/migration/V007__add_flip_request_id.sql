-- The request that made the status change: leads from a ping's log line to its alerts. Silence has none.
ALTER TABLE flips ADD COLUMN request_id text;
