package dev.rollcall.account;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The door to accounts: creates, finds and changes them. */
@Service
public class Accounts {

    private final AccountStore accounts;
    private final SignInLinkStore links;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Accounts(AccountStore accounts, SignInLinkStore links, ApplicationEventPublisher events, Clock clock) {
        this.accounts = accounts;
        this.links = links;
        this.events = events;
        this.clock = clock;
    }

    /** Returns the account of this address. Creates it if there is none; otherwise the name is ignored. */
    @Transactional
    public Account findOrCreate(Mailbox email, String name) {
        accounts.add(new Account(new AccountId(UUID.randomUUID()), email.address(), name, clock.instant(), null));
        return accounts.find(email).orElseThrow();
    }

    @Transactional(readOnly = true)
    public Optional<Account> find(Mailbox email) {
        return accounts.find(email);
    }

    /**
     * The account of somebody who is signed in; empty if there is no such account or it is disabled. It is one
     * statement, so it needs no transaction.
     */
    public Optional<Account> person(AccountId id) {
        return accounts.find(id).filter(account -> !account.isDisabled());
    }

    @Transactional(readOnly = true)
    public Optional<Credentials> credentials(AccountId id) {
        return accounts.credentials(id);
    }

    @Transactional(readOnly = true)
    public Optional<Credentials> credentials(Mailbox email) {
        return accounts.credentials(email);
    }

    /** Stores the hash of a new password. */
    @Transactional
    public void setPassword(AccountId id, String hash) {
        accounts.setPassword(id, hash);
    }

    /** Ends the account's access: its links, its sessions and its keys stop working. */
    @Transactional
    void disable(AccountId id) {
        accounts.disable(id, clock.instant());
        links.deleteOf(id);
        events.publishEvent(new Disabled(id));
    }

    /** Its keys work again. */
    @Transactional
    void enable(AccountId id) {
        accounts.enable(id);
    }

    /** Published in the transaction that disables an account. Its sessions must be gone when it is enabled again. */
    public record Disabled(AccountId account) {}
}
