package dev.rollcall.signin.session;

import dev.rollcall.admin.verify.Invariant;
import dev.rollcall.admin.verify.Invariants;
import dev.rollcall.platform.process.WebOrTask;
import java.util.List;
import org.springframework.stereotype.Component;

/** What is always true of sessions and passkeys. Their tables have the columns of a library, so no foreign key. */
@Component
@WebOrTask
class SignInInvariants implements Invariants {

    @Override
    public List<Invariant> all() {
        return List.of(sessionHasAccount(), passkeyHasAccount());
    }

    private static Invariant sessionHasAccount() {
        return new Invariant("sessions", "each in which somebody is signed in belongs to an account", """
                SELECT 'session ' || s.primary_id AS example
                FROM sessions s
                WHERE s.principal_name IS NOT NULL
                    AND NOT EXISTS (SELECT FROM accounts a WHERE a.id::text = s.principal_name)
                """);
    }

    private static Invariant passkeyHasAccount() {
        return new Invariant("user_entities", "each belongs to an account", """
                SELECT 'user_entity ' || u.id AS example
                FROM user_entities u
                WHERE NOT EXISTS (SELECT FROM accounts a WHERE a.id::text = u.name)
                """);
    }
}
