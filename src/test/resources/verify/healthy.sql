-- Rows in every table that has an invariant, as the processes would have written them. Ids end in what they are about.
-- One transaction, so that now() is one time.
BEGIN;

INSERT INTO projects (id, name, created_at) VALUES
    ('00000000-0000-0000-0000-0000000000a1', 'ours', now() - interval '9 days'),
    ('00000000-0000-0000-0000-0000000000a2', 'theirs', now() - interval '9 days');

-- c1 was pinged three times, and was down in between. c2 and c3 are new; c3 is theirs.
INSERT INTO checks (id, project_id, unique_key, name, slug, tags, description, period_seconds, grace_seconds,
    manual_resume, methods, start_keywords, success_keywords, failure_keywords, filter_subject, filter_body, created_at,
    version)
SELECT id, project, left(encode(sha256(convert_to(id::text, 'UTF8')), 'hex'), 40), '', '', '', '', 864000, 3600,
    false, '', '', '', '', false, false, now() - interval '9 days', 0
FROM (VALUES
    ('00000000-0000-0000-0000-0000000000c1'::uuid, '00000000-0000-0000-0000-0000000000a1'::uuid),
    ('00000000-0000-0000-0000-0000000000c2', '00000000-0000-0000-0000-0000000000a1'),
    ('00000000-0000-0000-0000-0000000000c3', '00000000-0000-0000-0000-0000000000a2')
) AS c (id, project);

INSERT INTO check_parents (check_id, parent_id)
VALUES ('00000000-0000-0000-0000-0000000000c2', '00000000-0000-0000-0000-0000000000c1');

INSERT INTO check_states (check_id, status, ping_count, last_ping_at, down_after, sweep_after)
VALUES ('00000000-0000-0000-0000-0000000000c1', 'UP', 3, now() - interval '1 day',
    now() + interval '9 days 1 hour', now() + interval '1 day');
INSERT INTO check_states (check_id)
VALUES ('00000000-0000-0000-0000-0000000000c2'), ('00000000-0000-0000-0000-0000000000c3');

INSERT INTO pings (check_id, n, kind, received_at, scheme, method)
VALUES ('00000000-0000-0000-0000-0000000000c1', 1, 'SUCCESS', now() - interval '3 days', 'http', 'GET'),
    ('00000000-0000-0000-0000-0000000000c1', 2, 'FAIL', now() - interval '2 days', 'http', 'GET'),
    ('00000000-0000-0000-0000-0000000000c1', 3, 'SUCCESS', now() - interval '1 day', 'http', 'GET');

INSERT INTO flips (id, check_id, from_status, to_status, reason, flipped_at, ping_n) OVERRIDING SYSTEM VALUE
VALUES (1, '00000000-0000-0000-0000-0000000000c1', 'NEW', 'UP', 'PING', now() - interval '3 days', 1),
    (2, '00000000-0000-0000-0000-0000000000c1', 'UP', 'DOWN', 'FAIL', now() - interval '2 days', 2),
    (3, '00000000-0000-0000-0000-0000000000c1', 'DOWN', 'UP', 'PING', now() - interval '1 day', 3);
ALTER TABLE flips ALTER COLUMN id RESTART WITH 4;

INSERT INTO channels (id, project_id, kind, name, config, signing_secret, created_at)
VALUES ('00000000-0000-0000-0000-0000000000b1', '00000000-0000-0000-0000-0000000000a1', 'log', '', '{}', '', now()),
    ('00000000-0000-0000-0000-0000000000b2', '00000000-0000-0000-0000-0000000000a2', 'log', '', '{}', '', now()),
    ('00000000-0000-0000-0000-0000000000b3', '00000000-0000-0000-0000-0000000000a1', 'group', '', '{}', '', now());
INSERT INTO check_channels (check_id, channel_id)
VALUES ('00000000-0000-0000-0000-0000000000c1', '00000000-0000-0000-0000-0000000000b1');
INSERT INTO channel_members (group_id, channel_id)
VALUES ('00000000-0000-0000-0000-0000000000b3', '00000000-0000-0000-0000-0000000000b1');

INSERT INTO deliveries (id, flip_id, check_id, channel_id, status, attempts, created_at, due_at, finished_at)
VALUES ('00000000-0000-0000-0000-0000000000d2', 2, '00000000-0000-0000-0000-0000000000c1',
        '00000000-0000-0000-0000-0000000000b1', 'SENT', 1, now() - interval '2 days', now() - interval '2 days',
        now() - interval '2 days'),
    ('00000000-0000-0000-0000-0000000000d3', 3, '00000000-0000-0000-0000-0000000000c1',
        '00000000-0000-0000-0000-0000000000b1', 'SENT', 1, now() - interval '1 day', now() - interval '1 day',
        now() - interval '1 day');

INSERT INTO outages (id, began_at, ended_at, reason, settled_at) OVERRIDING SYSTEM VALUE
VALUES (1, now() - interval '8 days', now() - interval '7 days', 'LOST', now() - interval '7 days'),
    (2, now() - interval '6 days', now() - interval '5 days', 'LOST', now() - interval '5 days');
INSERT INTO excuses (outage_id, project_id, check_id, excused_at, old_down_after, new_down_after)
VALUES (2, '00000000-0000-0000-0000-0000000000a1', '00000000-0000-0000-0000-0000000000c1', now() - interval '5 days',
    now() - interval '6 days', now());

INSERT INTO maintenance_windows (id, project_id, name, start_at, end_at, all_checks, tags, created_at)
VALUES ('00000000-0000-0000-0000-0000000000e1', '00000000-0000-0000-0000-0000000000a1', '', now(),
    now() + interval '1 day', false, '', now());
INSERT INTO maintenance_window_checks (window_id, check_id)
VALUES ('00000000-0000-0000-0000-0000000000e1', '00000000-0000-0000-0000-0000000000c1');

INSERT INTO accounts (id, email, name, time_zone, language, created_at)
VALUES ('00000000-0000-0000-0000-0000000000f1', 'ana@example.com', 'Ana', 'UTC', 'en', now());
INSERT INTO memberships (account_id, project_id, role, created_at)
VALUES ('00000000-0000-0000-0000-0000000000f1', '00000000-0000-0000-0000-0000000000a1', 'OWNER', now());
INSERT INTO sessions (primary_id, session_id, creation_time, last_access_time, max_inactive_interval, expiry_time,
    principal_name)
VALUES ('s1', 'digest', 0, 0, 0, 0, '00000000-0000-0000-0000-0000000000f1');
INSERT INTO user_entities (id, name) VALUES ('u1', '00000000-0000-0000-0000-0000000000f1');

COMMIT;
