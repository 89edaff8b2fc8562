-- The rule of V038, for the rows that were there before it. Deliveries go on while this looks through them.
ALTER TABLE deliveries VALIDATE CONSTRAINT deliveries_are_of_a_flip_or_a_notice;

-- May be sent in one message with others of its channel: of each check only the latest that is due. The release before
-- writes none, and sends those that are there one by one.
ALTER TABLE deliveries ADD COLUMN in_digest boolean NOT NULL DEFAULT false;
