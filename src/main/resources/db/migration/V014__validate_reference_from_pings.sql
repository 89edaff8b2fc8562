ALTER TABLE pings VALIDATE CONSTRAINT pings_check_id_fkey;
