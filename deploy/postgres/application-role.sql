-- The role of web, worker and tasks, which only reads and writes rows: --task=migrate --grant-to grants it that. Compose runs
-- this file when it makes the database. This password is public, like the owner's in compose.yaml.
CREATE ROLE rollcall_app LOGIN PASSWORD 'rollcall';
