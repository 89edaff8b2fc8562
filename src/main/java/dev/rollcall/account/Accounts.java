package dev.rollcall.account;

import dev.rollcall.audit.AuditAction;
import dev.rollcall.audit.AuditLog;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.platform.problem.NameRule;
import dev.rollcall.platform.process.WebOrTask;
import dev.rollcall.platform.time.TimeZones;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The door to accounts: creates, finds and changes them. */
@Service
@WebOrTask
public class Accounts {

    /** The languages of pages and mails, as language tags. */
    public static final List<String> LANGUAGES = List.of("en", "de", "fr", "es");

    private static final String DEFAULT_ZONE = "UTC";

    private final AccountStore accounts;
    private final MembershipStore memberships;
    private final SignInLinkStore links;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Accounts(
            AccountStore accounts,
            MembershipStore memberships,
            SignInLinkStore links,
            AuditLog audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.accounts = accounts;
        this.memberships = memberships;
        this.links = links;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Returns the account of this address. Creates it if there is none; otherwise the name has no effect.
     *
     * @param given the name; may be empty
     * @throws InvalidRequestException if the name is invalid
     */
    @Transactional
    public Account findOrCreate(Mailbox email, String given) {
        String name = NameRule.OPTIONAL.apply(given);
        accounts.add(new Account(
                new AccountId(UUID.randomUUID()),
                email.address(),
                name,
                DEFAULT_ZONE,
                LANGUAGES.get(0),
                false,
                clock.instant(),
                null));
        return accounts.find(email).orElseThrow();
    }

    @Transactional(readOnly = true)
    public Optional<Account> find(Mailbox email) {
        return accounts.find(email);
    }

    @Transactional(readOnly = true)
    public Optional<Account> find(AccountId id) {
        return accounts.find(id);
    }

    /**
     * The account of somebody whom an identity provider has signed in. The address finds it the first time. Later it
     * stays the same, even if the address changes: a provider gives {@code subject} to nobody else, but a domain may
     * give an address to somebody else (OWASP ASVS 5.0, 10.5.2). Empty if the account of the address belongs to another
     * subject.
     *
     * @param verified the address, if the provider says that it is theirs
     */
    @Transactional
    public Optional<Account> ofProvider(String issuer, String subject, Optional<Mailbox> verified) {
        Optional<Account> known = accounts.find(issuer, subject);
        if (known.isPresent()) {
            return known;
        }
        verified.flatMap(accounts::find)
                .filter(account -> !account.isDisabled())
                .ifPresent(account -> accounts.link(account.id(), issuer, subject, clock.instant()));
        return accounts.find(issuer, subject);
    }

    /**
     * The person of an account, and their projects; empty if there is no such account or it is disabled. It is one
     * statement, so it needs no transaction.
     */
    public Optional<Person> person(AccountId id) {
        return accounts.person(id);
    }

    @Transactional(readOnly = true)
    public Optional<Credentials> credentials(AccountId id) {
        return accounts.credentials(id);
    }

    @Transactional(readOnly = true)
    public Optional<Credentials> credentials(Mailbox email) {
        return accounts.credentials(email);
    }

    /**
     * Changes what the owner of an account may change.
     *
     * @throws InvalidRequestException if a field is invalid
     */
    @Transactional
    public void update(AccountId id, String given, String timeZone, String language) {
        Map<String, String> faults = new LinkedHashMap<>();
        String name = NameRule.OPTIONAL.apply(given, faults);
        if (TimeZones.find(timeZone).isEmpty()) {
            faults.put("timeZone", "must be a time zone such as Europe/Riga");
        }
        if (!LANGUAGES.contains(language)) {
            faults.put("language", "must be one of " + String.join(", ", LANGUAGES));
        }
        if (!faults.isEmpty()) {
            throw new InvalidRequestException(faults);
        }
        accounts.update(id, name, timeZone, language);
    }

    /** Stores the hash of a new password. */
    @Transactional
    public void setPassword(AccountId id, String hash) {
        accounts.setPassword(id, hash);
    }

    /** Allows the account to open the page of the system, or forbids it. */
    @Transactional
    public void setOperator(AccountId id, boolean isOperator) {
        accounts.setOperator(id, isOperator);
    }

    /**
     * Ends the account's access: links that were sent stop working, its sessions end, and the identity provider's name
     * for the person is forgotten.
     */
    @Transactional
    void disable(AccountId id) {
        accounts.disable(id, clock.instant());
        links.deleteOf(id);
        accounts.unlink(id);
        events.publishEvent(new Disabled(id));
        record(id, AuditAction.ACCOUNT_DISABLED);
    }

    @Transactional
    void enable(AccountId id) {
        accounts.enable(id);
        record(id, AuditAction.ACCOUNT_ENABLED);
    }

    private void record(AccountId id, AuditAction action) {
        String email = accounts.find(id).map(Account::email).orElse("");
        memberships.projects(id).forEach(project -> audit.record(project, action, email));
    }

    /** Published in the transaction that disables an account. Its sessions must be gone when it is enabled again. */
    public record Disabled(AccountId account) {}
}
