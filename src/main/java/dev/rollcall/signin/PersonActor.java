package dev.rollcall.signin;

import dev.rollcall.account.AccountId;
import dev.rollcall.account.Accounts;
import dev.rollcall.audit.Actor;
import dev.rollcall.audit.ActorSource;
import dev.rollcall.platform.process.WebProcess;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The person who is signed in, for the audit log. */
@Component
@WebProcess
class PersonActor implements ActorSource {

    private final Accounts accounts;

    PersonActor(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Optional<Actor> find() {
        return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
                .map(Authentication::getName)
                .flatMap(AccountId::parse)
                .flatMap(accounts::find)
                .map(account -> Actor.person(account.id().value(), account.shownName()));
    }
}
