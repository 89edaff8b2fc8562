package dev.rollcall.signin.passkey;

import java.time.Instant;

/**
 * A passkey of an account, as its owner sees it.
 *
 * @param id public; it deletes the passkey, for its owner only
 */
public record Passkey(String id, String label, Instant createdAt, Instant lastUsedAt) {}
