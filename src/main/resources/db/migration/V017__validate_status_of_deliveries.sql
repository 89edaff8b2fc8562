-- The rule of V016, for the rows that were there before it. Deliveries go on while this looks through them.
ALTER TABLE deliveries VALIDATE CONSTRAINT deliveries_status_is_known;
