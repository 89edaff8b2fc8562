CREATE TABLE notes (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    title text NOT NULL,
    text text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz
);

-- The list of the notes of an account, page by page: NoteStore.page.
CREATE INDEX notes_of_account_idx ON notes (account_id, created_at DESC, id DESC);

-- What a worker removes: NoteStore.deleteExpired.
CREATE INDEX notes_expires_at_idx ON notes (expires_at) WHERE expires_at IS NOT NULL;
