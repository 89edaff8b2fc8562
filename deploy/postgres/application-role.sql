-- The role of web, worker and tasks, which only reads and writes rows: --task=migrate --grant-to grants it that. Compose runs
-- this file when it makes the database. Everybody knows this password, as that of the owner in compose.yaml.
CREATE ROLE rollcall_app LOGIN PASSWORD 'rollcall';
