-- Whom the identity provider means by its name of a person (iss and sub of OpenID Connect), since the first time that this
-- person signed in with it. It gives the name to nobody else, but an address may get another owner.
CREATE TABLE provider_identities (
    issuer text NOT NULL,
    subject text NOT NULL,
    account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    linked_at timestamptz NOT NULL,
    CONSTRAINT provider_identities_pkey PRIMARY KEY (issuer, subject),
    -- An account is one person there.
    CONSTRAINT provider_identities_are_one_an_account UNIQUE (account_id, issuer)
);
