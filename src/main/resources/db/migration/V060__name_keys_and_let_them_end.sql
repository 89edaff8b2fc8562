-- What an owner wants to know about a key: what it is for, how it begins, whether it is used, and when it ends. The release
-- before does not know that a key ends: until its last web process is gone, such a key works there.
ALTER TABLE api_keys
    ADD COLUMN name text NOT NULL DEFAULT '',
    -- The first characters of the key, by which people recognise it. Empty for keys of earlier releases.
    ADD COLUMN hint text NOT NULL DEFAULT '',
    -- To the hour. Null for ping keys, and for keys that were not used since this column exists.
    ADD COLUMN last_used_at timestamptz,
    -- From then on the key is invalid; null for never.
    ADD COLUMN expires_at timestamptz,
    ADD CONSTRAINT api_keys_texts_are_short CHECK (char_length(name) <= 100 AND char_length(hint) <= 8);
