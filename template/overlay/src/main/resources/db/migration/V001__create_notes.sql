CREATE TABLE notes (
    id uuid PRIMARY KEY,
    title text NOT NULL,
    text text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz
);

-- The list of notes, page by page: NoteStore.page.
CREATE INDEX notes_created_at_idx ON notes (created_at DESC, id DESC);

-- What a worker removes: NoteStore.deleteExpired.
CREATE INDEX notes_expires_at_idx ON notes (expires_at) WHERE expires_at IS NOT NULL;
