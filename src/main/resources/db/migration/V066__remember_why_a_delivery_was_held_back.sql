-- What a pending delivery that was held back, and tried since, remembers of that. held_back_by is null from its first attempt
-- on, because it then waits for the next attempt. Null for all rows that are there, so none is looked at.
-- The release before does not write them. Its retries forget the reason, as they did.
ALTER TABLE deliveries
    -- The last value of held_back_by, which has a rule of its own.
    ADD COLUMN was_held_back_by text,
    -- When the reason ended. The time before it does not count when deliveries to a failing channel are given up.
    ADD COLUMN released_at timestamptz;
