package dev.rollcall.account.invitation;

import dev.rollcall.account.Account;
import dev.rollcall.account.AccountId;
import dev.rollcall.account.Accounts;
import dev.rollcall.account.Mailbox;
import dev.rollcall.account.Members;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.account.RandomToken;
import dev.rollcall.audit.ActorCheck;
import dev.rollcall.audit.AuditAction;
import dev.rollcall.audit.AuditLog;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.project.ProjectId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Invitations to projects. An invitation by mail proves that its reader owns the mailbox, so it creates an account and
 * signs in; only its reader sees the token. A link that is passed on proves nothing about an address, so only somebody
 * who is signed in already can accept it.
 */
@Service
@WebProcess
public class Invitations {

    /** How long an invitation may be accepted. */
    public static final Duration IS_VALID = Duration.ofDays(7);

    /** How many invitations of a project may be open. */
    public static final int MAX_OPEN = 100;

    private final InvitationStore invitations;
    private final Accounts accounts;
    private final Members members;
    private final ActorCheck actor;
    private final AuditLog audit;
    private final Clock clock;

    Invitations(
            InvitationStore invitations,
            Accounts accounts,
            Members members,
            ActorCheck actor,
            AuditLog audit,
            Clock clock) {
        this.invitations = invitations;
        this.accounts = accounts;
        this.members = members;
        this.actor = actor;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Stores an invitation and returns its token.
     *
     * @param email the mailbox to which the token will be sent; null for a link to pass on
     * @throws TooManyInvitationsException if the project has {@link #MAX_OPEN}
     */
    @Transactional
    public String create(ProjectId project, ProjectRole role, @Nullable Mailbox email, AccountId by) {
        String token = RandomToken.create();
        Instant now = clock.instant();
        int open = invitations.lockAndCount(project, now);
        actor.requireRight(project.value());
        if (open >= MAX_OPEN) {
            throw new TooManyInvitationsException();
        }
        invitations.add(project, role, email, token, by, now, now.plus(IS_VALID));
        audit.record(
                project.value(), AuditAction.INVITATION_CREATED, email == null ? "" : email.address(), role.label());
        return token;
    }

    /** Lists the open invitations of a project, oldest first. */
    @Transactional(readOnly = true)
    public List<Invitation> of(ProjectId project) {
        return invitations.of(project, clock.instant());
    }

    /** The open invitation with this token. */
    @Transactional(readOnly = true)
    public Optional<Invitation> find(String token) {
        return RandomToken.isPossible(token) ? invitations.find(token, clock.instant()) : Optional.empty();
    }

    /** Withdraws an invitation of this project. */
    @Transactional
    public void withdraw(ProjectId project, UUID id) {
        invitations.of(project, clock.instant()).stream()
                .filter(invitation -> invitation.id().equals(id))
                .findFirst()
                .filter(invitation -> invitations.delete(project, id))
                .ifPresent(withdrawn -> audit.record(
                        project.value(),
                        AuditAction.INVITATION_WITHDRAWN,
                        Objects.requireNonNullElse(withdrawn.email(), ""),
                        withdrawn.role().label()));
    }

    /**
     * Accepts an invitation for somebody who is signed in. Returns the project; empty if it was accepted already, has
     * expired, or is for a mailbox of somebody else.
     */
    @Transactional
    public Optional<ProjectId> accept(String token, Account account) {
        return find(token)
                .filter(found -> found.email() == null || found.email().equals(account.email()))
                .flatMap(found -> invitations.take(token, clock.instant()))
                .map(taken -> joined(taken, account));
    }

    /** Accepts an invitation by mail, and returns the account of the mailbox, which is created if there is none. */
    @Transactional
    public Optional<AccountId> acceptByMail(String token) {
        Optional<Mailbox> email = find(token).map(Invitation::email).flatMap(Mailbox::parse);
        return email.map(mailbox -> accounts.findOrCreate(mailbox, ""))
                .filter(account -> !account.isDisabled())
                .flatMap(account -> invitations.take(token, clock.instant()).map(taken -> {
                    joined(taken, account);
                    return account.id();
                }));
    }

    private ProjectId joined(Invitation taken, Account account) {
        members.join(taken.project(), account, taken.role());
        return taken.project();
    }
}
