package dev.rollcall.signin.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.RollcallTest;
import dev.rollcall.account.Account;
import dev.rollcall.account.Accounts;
import dev.rollcall.account.Mailbox;
import dev.rollcall.platform.deploy.Site;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.ImmutableCredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCose;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.JdbcPublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring Security's stores of passkeys on our tables. */
@RollcallTest
class PasskeysTest {

    @Autowired
    private Passkeys passkeys;

    @Autowired
    private PasskeyUsers users;

    @Autowired
    private UserCredentialRepository credentials;

    @Autowired
    private Accounts accounts;

    @Autowired
    private JdbcOperations jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private final ExecutorService another = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        another.shutdown();
    }

    /** https://www.w3.org/TR/secure-contexts/: a browser offers passkeys in a secure context only. */
    @ParameterizedTest
    @CsvSource({
        "https://rollcall.example, true",
        "http://rollcall.example, false",
        "http://localhost:8080, true",
        "http://a.localhost:8080, true",
        "http://notlocalhost, false",
        "https://192.0.2.1, false",
        "https://[2001:db8::1], false",
        "http://127.0.0.1:8080, false",
        "http://hc_web:8000, false",
        "https://hc_web, false"
    })
    void passkeysArePossibleWithTheNameOfAHostInASecureContext(String root, boolean arePossible) {
        assertThat(new Passkeys(users, credentials, new Site(root, "Rollcall")).isPossible())
                .isEqualTo(arePossible);
    }

    @Test
    void anOwnerHasOneHandleIsShownByAddressAndSignsInAsTheAccount() {
        Account ana = account();
        PublicKeyCredentialUserEntity shown = user(ana);

        assertThat(shown.getName()).isEqualTo(ana.email());
        assertThat(user(ana).getId()).isEqualTo(shown.getId());
        assertThat(Objects.requireNonNull(users.findById(shown.getId())).getName())
                .isEqualTo(ana.id().toString());
        assertThat(users.findByUsername(UUID.randomUUID().toString())).isNull();
    }

    /** The page of the account was opened twice, and another process has stored the owner meanwhile. */
    @Test
    void anOwnerThatIsStoredAtTheSameTimeIsTheOne() throws Exception {
        Account ana = account();
        PublicKeyCredentialUserEntity first = ImmutablePublicKeyCredentialUserEntity.builder()
                .id(Bytes.random())
                .name(ana.id().toString())
                .displayName("the first")
                .build();
        Future<PublicKeyCredentialUserEntity> second =
                Objects.requireNonNull(new TransactionTemplate(transactions).execute(status -> {
                    new JdbcPublicKeyCredentialUserEntityRepository(jdbc).save(first);
                    Future<PublicKeyCredentialUserEntity> asked = another.submit(() -> user(ana));
                    Awaitility.await().until(this::isOwnerAwaited);
                    return asked;
                }));

        assertThat(second.get().getId()).isEqualTo(first.getId());
    }

    private boolean isOwnerAwaited() {
        return Boolean.TRUE.equals(jdbc.queryForObject("""
                SELECT EXISTS (
                    SELECT FROM pg_stat_activity
                    WHERE datname = current_database() AND wait_event = 'transactionid'
                        AND query ILIKE 'INSERT INTO user_entities%')
                """, Boolean.class));
    }

    @Test
    void aPasskeyIsListedAndDeletedByItsOwnerOnly() {
        Account ana = account();
        Account ben = account();
        Instant created = Instant.parse("2026-01-01T00:00:00Z");
        var id = Bytes.random();
        credentials.save(ImmutableCredentialRecord.builder()
                .credentialId(id)
                .userEntityUserId(user(ana).getId())
                .publicKey(new ImmutablePublicKeyCose(new byte[] {1, 2, 3}))
                .credentialType(PublicKeyCredentialType.PUBLIC_KEY)
                .signatureCount(1)
                .uvInitialized(true)
                .backupEligible(false)
                .backupState(false)
                .transports(Set.of(AuthenticatorTransport.INTERNAL))
                .created(created)
                .lastUsed(created)
                .label("Laptop")
                .build());

        assertThat(passkeys.of(ana.id()))
                .containsExactly(new Passkey(id.toBase64UrlString(), "Laptop", created, created));
        passkeys.delete(ben.id(), id.toBase64UrlString());
        assertThat(passkeys.of(ana.id())).hasSize(1);
        passkeys.delete(ana.id(), id.toBase64UrlString());
        assertThat(passkeys.of(ana.id())).isEmpty();
    }

    private PublicKeyCredentialUserEntity user(Account account) {
        return Objects.requireNonNull(users.findByUsername(account.id().toString()));
    }

    private Account account() {
        return accounts.findOrCreate(new Mailbox(UUID.randomUUID() + "@example.com"), "");
    }
}
