package dev.rollcall.signin.passkey;

import dev.rollcall.account.Account;
import dev.rollcall.account.AccountId;
import dev.rollcall.account.Accounts;
import dev.rollcall.account.Person;
import dev.rollcall.platform.process.WebProcess;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.JdbcPublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.stereotype.Component;

/**
 * The owners of passkeys. Spring Security names an owner like the user, which is the id of the account; but a browser
 * shows the name in a list, so there it is the address.
 */
@Component
@WebProcess
class PasskeyUsers implements PublicKeyCredentialUserEntityRepository {

    private final PublicKeyCredentialUserEntityRepository stored;
    private final Accounts accounts;

    PasskeyUsers(JdbcOperations jdbc, Accounts accounts) {
        this.stored = new JdbcPublicKeyCredentialUserEntityRepository(jdbc);
        this.accounts = accounts;
    }

    /** Asked for at a sign-in: the name is the id of the account. */
    @Override
    public @Nullable PublicKeyCredentialUserEntity findById(Bytes id) {
        return stored.findById(id);
    }

    /** Asked for when a passkey is made: the name is for people. Creates the owner at the first time. */
    @Override
    public @Nullable PublicKeyCredentialUserEntity findByUsername(String accountId) {
        Optional<Account> account =
                AccountId.parse(accountId).flatMap(accounts::person).map(Person::account);
        return account.isEmpty() ? null : shown(owner(accountId), account.get());
    }

    @Override
    public void save(PublicKeyCredentialUserEntity owner) {
        stored.save(owner);
    }

    @Override
    public void delete(Bytes id) {
        stored.delete(id);
    }

    private PublicKeyCredentialUserEntity owner(String accountId) {
        PublicKeyCredentialUserEntity known = stored.findByUsername(accountId);
        if (known != null) {
            return known;
        }
        PublicKeyCredentialUserEntity owner = ImmutablePublicKeyCredentialUserEntity.builder()
                .id(Bytes.random())
                .name(accountId)
                .displayName(accountId)
                .build();
        try {
            stored.save(owner);
            return owner;
        } catch (DuplicateKeyException e) {
            // The page of the account was opened twice at the same time.
            return Objects.requireNonNull(stored.findByUsername(accountId), "the owner that exists");
        }
    }

    private static PublicKeyCredentialUserEntity shown(PublicKeyCredentialUserEntity owner, Account account) {
        return ImmutablePublicKeyCredentialUserEntity.builder()
                .id(owner.getId())
                .name(account.email())
                .displayName(account.shownName())
                .build();
    }
}
