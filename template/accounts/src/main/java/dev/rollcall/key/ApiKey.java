package dev.rollcall.key;

import dev.rollcall.account.AccountId;
import java.time.Instant;
import java.util.UUID;

/**
 * What is stored about a key. The key itself is not stored.
 *
 * @param name what people call it
 * @param hint its first characters
 */
record ApiKey(UUID id, AccountId account, String name, KeyRole role, String hint, Instant createdAt) {}
