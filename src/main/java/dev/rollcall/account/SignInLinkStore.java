package dev.rollcall.account;

import dev.rollcall.platform.deploy.Sha256;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores the digests of tokens that sign in once. */
@Component
class SignInLinkStore {

    private final JdbcClient jdbc;

    SignInLinkStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Stores a token for the account of an address, or for nobody. */
    void add(String token, Mailbox email, Instant expiresAt) {
        jdbc.sql("""
                        INSERT INTO sign_in_links (sha256, account_id, expires_at)
                        VALUES (
                            :sha256,
                            (SELECT id FROM accounts WHERE email = :email AND disabled_at IS NULL),
                            :expiresAt)
                        """)
                .param("sha256", Sha256.of(token))
                .param("email", email.address())
                .param("expiresAt", expiresAt.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Deletes the token, so that only one request gets its account. */
    Optional<AccountId> take(String token, Instant now) {
        return jdbc.sql("""
                        DELETE FROM sign_in_links
                        WHERE sha256 = :sha256 AND expires_at > :now AND account_id IS NOT NULL
                        RETURNING account_id
                        """)
                .param("sha256", Sha256.of(token))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new AccountId(row.getObject("account_id", UUID.class)))
                .optional();
    }

    /** Deletes the tokens of an account, so they no longer sign anybody in. */
    void deleteOf(AccountId account) {
        jdbc.sql("DELETE FROM sign_in_links WHERE account_id = :account")
                .param("account", account.value())
                .update();
    }

    /** Deletes at most this many expired tokens. */
    int deleteExpired(Instant now, int limit) {
        return jdbc.sql("""
                        DELETE FROM sign_in_links
                        WHERE sha256 IN (SELECT sha256 FROM sign_in_links WHERE expires_at <= :now LIMIT :limit)
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .update();
    }
}
