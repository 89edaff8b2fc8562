-- A ping has its row of check_states locked already. To look there whether its check exists locks nothing more; to look
-- into checks wrote a lock into that row, which is a page more that each ping changes.
-- Existing rows are looked through by the next migration, which holds up no ping.
ALTER TABLE pings DROP CONSTRAINT pings_check_id_fkey;
ALTER TABLE pings ADD CONSTRAINT pings_check_id_fkey
    FOREIGN KEY (check_id) REFERENCES check_states (check_id) ON DELETE CASCADE NOT VALID;
