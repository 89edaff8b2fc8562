-- The rule of V038, for the rows that were there before it. Deliveries go on while this looks through them.
ALTER TABLE deliveries VALIDATE CONSTRAINT deliveries_are_of_a_flip_or_a_notice;
