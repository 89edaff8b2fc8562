-- Who is responsible for the job. The release before does not know the column, so it has a default.
ALTER TABLE checks ADD COLUMN owner text NOT NULL DEFAULT '';
