package dev.rollcall.account;

import dev.rollcall.audit.Actor;
import dev.rollcall.audit.ActorCheck;
import dev.rollcall.audit.AuditAction;
import dev.rollcall.audit.AuditLog;
import dev.rollcall.platform.process.WebOrTask;
import dev.rollcall.project.ProjectId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The people of a project. A project that has people keeps at least one owner. */
@Service
@WebOrTask
public class Members {

    private final MembershipStore memberships;
    private final AccountStore accounts;
    private final ActorCheck actor;
    private final AuditLog audit;
    private final Clock clock;

    Members(MembershipStore memberships, AccountStore accounts, ActorCheck actor, AuditLog audit, Clock clock) {
        this.memberships = memberships;
        this.accounts = accounts;
        this.actor = actor;
        this.audit = audit;
        this.clock = clock;
    }

    /** Lists the people of a project: owners first, then by address. */
    @Transactional(readOnly = true)
    public List<Member> of(ProjectId project) {
        return memberships.of(project);
    }

    /** The role of the account in the project; empty if it has none. */
    @Transactional(readOnly = true)
    public Optional<ProjectRole> role(AccountId account, ProjectId project) {
        return memberships.role(account, project);
    }

    /** Adds a person. Somebody who is in the project already keeps the higher of the two roles. */
    @Transactional
    public void add(ProjectId project, AccountId account, ProjectRole role) {
        if (put(project, account, role)) {
            audit.record(project.value(), AuditAction.MEMBER_JOINED, email(account), role.label());
        }
    }

    /** As {@link #add}, for a person who accepts an invitation. They need not be signed in yet. */
    @Transactional
    public void join(ProjectId project, Account account, ProjectRole role) {
        if (put(project, account.id(), role)) {
            audit.recordAs(
                    Actor.person(account.id().value(), account.shownName()),
                    List.of(project.value()),
                    AuditAction.MEMBER_JOINED,
                    account.email(),
                    role.label());
        }
    }

    /**
     * Changes the role of a person.
     *
     * @throws MemberNotFoundException if the person is not in the project
     * @throws LastOwnerException if the project would have no owner
     */
    @Transactional
    public void change(ProjectId project, AccountId account, ProjectRole role) {
        List<Member> all = lock(project);
        requireMember(all, account);
        if (role != ProjectRole.OWNER) {
            requireAnotherOwner(all, account);
        }
        memberships.put(account, project, role, clock.instant());
        audit.record(project.value(), AuditAction.MEMBER_CHANGED, email(account), role.label());
    }

    /**
     * Removes a person from the project.
     *
     * @throws MemberNotFoundException if the person is not in the project
     * @throws LastOwnerException if the project would have no owner
     */
    @Transactional
    public void remove(ProjectId project, AccountId account) {
        List<Member> all = lock(project);
        requireMember(all, account);
        requireAnotherOwner(all, account);
        memberships.delete(account, project);
        audit.record(project.value(), AuditAction.MEMBER_REMOVED, email(account));
    }

    /** The right of the person who asks may have ended since the request began. */
    private List<Member> lock(ProjectId project) {
        List<Member> all = memberships.lock(project);
        actor.requireRight(project.value());
        return all;
    }

    /** Under the lock: an owner who is promoted at this moment must not get the lower role of an invitation. */
    private boolean put(ProjectId project, AccountId account, ProjectRole role) {
        memberships.lock(project);
        Optional<ProjectRole> before = memberships.role(account, project);
        boolean isMore = before.isEmpty() || !before.get().includes(role);
        if (isMore) {
            memberships.put(account, project, role, clock.instant());
        }
        return isMore;
    }

    private String email(AccountId account) {
        return accounts.find(account).map(Account::email).orElse("");
    }

    private static void requireMember(List<Member> all, AccountId account) {
        if (all.stream().noneMatch(member -> member.id().equals(account))) {
            throw new MemberNotFoundException();
        }
    }

    /** At least one enabled owner must remain. */
    private static void requireAnotherOwner(List<Member> all, AccountId account) {
        boolean isOwner = all.stream()
                .anyMatch(member ->
                        member.role() == ProjectRole.OWNER && member.id().equals(account));
        boolean isAnotherLeft = all.stream()
                .anyMatch(member -> member.role() == ProjectRole.OWNER
                        && !member.isDisabled()
                        && !member.id().equals(account));
        if (isOwner && !isAnotherLeft) {
            throw new LastOwnerException();
        }
    }
}
