-- The queue: a row is there for a second, and a burst of alerts brings thousands. By their share of a table that is
-- mostly empty, dead rows would be cleaned and counted too late.
ALTER TABLE scheduled_tasks SET (
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 2000,
    autovacuum_analyze_scale_factor = 0,
    autovacuum_analyze_threshold = 2000
);

-- Finding what a worker took and then fell silent: what nobody has taken has no heartbeat, and needs no place here.
DROP INDEX scheduled_tasks_by_heartbeat;
CREATE INDEX scheduled_tasks_by_heartbeat ON scheduled_tasks (last_heartbeat) WHERE last_heartbeat IS NOT NULL;

-- Changed once, when the channel was told: room for that on the page spares three indexes an entry (HOT).
ALTER TABLE deliveries SET (fillfactor = 70);

-- Each ping comes and goes in the end. A fifth of the table, as is usual, would be dead pings of a week.
ALTER TABLE pings SET (
    autovacuum_vacuum_scale_factor = 0.02,
    autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_insert_scale_factor = 0.05
);

-- Each ping changes its row inside the page, which cleans itself; the rest goes to the sweep's index.
ALTER TABLE check_states SET (
    autovacuum_vacuum_scale_factor = 0.05,
    autovacuum_vacuum_threshold = 1000
);
