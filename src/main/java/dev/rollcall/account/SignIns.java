package dev.rollcall.account;

import dev.rollcall.audit.Actor;
import dev.rollcall.audit.AuditAction;
import dev.rollcall.audit.AuditLog;
import dev.rollcall.platform.process.WebProcess;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Records sign-ins for the audit log. An account belongs to no project, so its sign-in is recorded in each project that
 * it is a member of at that moment. An owner does not see what a person did before they joined or after they left.
 */
@Service
@WebProcess
public class SignIns {

    private final AccountStore accounts;
    private final MembershipStore memberships;
    private final AuditLog audit;

    SignIns(AccountStore accounts, MembershipStore memberships, AuditLog audit) {
        this.accounts = accounts;
        this.memberships = memberships;
        this.audit = audit;
    }

    /**
     * Records a sign-in.
     *
     * @param way how the person signed in, as a literal such as {@code password}
     */
    @Transactional
    public void record(AccountId id, String way) {
        accounts.find(id)
                .ifPresent(account -> audit.recordAs(
                        Actor.person(id.value(), account.shownName()),
                        memberships.projects(id),
                        AuditAction.ACCOUNT_SIGNED_IN,
                        account.email(),
                        way));
    }
}
