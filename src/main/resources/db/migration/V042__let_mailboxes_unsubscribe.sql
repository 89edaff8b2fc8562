-- When the owner of the mailbox asked for no more e-mail. Null if they did not, or a person has undone it.
ALTER TABLE channels ADD COLUMN unsubscribed_at timestamptz;
