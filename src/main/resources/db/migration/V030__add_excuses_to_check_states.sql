-- The end of the last outage of Rollcall in which an expected ping of this check may have been lost. The next ping is
-- expected as if one had arrived then. Written only by the excuses, so a ping costs no more.
ALTER TABLE check_states ADD COLUMN excused_at timestamptz;
