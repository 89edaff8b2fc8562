package dev.rollcall.account;

import dev.rollcall.admin.verify.Invariant;
import dev.rollcall.admin.verify.Invariants;
import dev.rollcall.platform.process.WebOrTask;
import java.util.List;
import org.springframework.stereotype.Component;

/** The rules that always hold for the people of a project. */
@Component
@WebOrTask
class AccountInvariants implements Invariants {

    @Override
    public List<Invariant> all() {
        return List.of(new Invariant("memberships", "each project that has people has an owner", """
                SELECT 'project ' || project_id AS example
                FROM memberships
                GROUP BY project_id
                HAVING NOT bool_or(role = 'OWNER')
                """));
    }
}
