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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.ImmutableCredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCose;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;

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
