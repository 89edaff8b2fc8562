package dev.rollcall;

import dev.rollcall.account.Account;
import dev.rollcall.account.Accounts;
import dev.rollcall.account.Mailbox;
import dev.rollcall.account.Members;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.account.SignInLinks;
import dev.rollcall.project.ProjectId;
import dev.rollcall.signin.Visitor;
import java.time.Duration;
import java.util.UUID;

/** Browsers of people who are signed in and have a role in a project. */
public class Readers {

    private final Fixtures fixtures;
    private final Accounts accounts;
    private final Members members;
    private final SignInLinks links;

    Readers(Fixtures fixtures, Accounts accounts, Members members, SignInLinks links) {
        this.fixtures = fixtures;
        this.accounts = accounts;
        this.members = members;
        this.links = links;
    }

    /** Signs a new person in, who reads English. */
    public Visitor signIn(ProjectId project, ProjectRole role) {
        return signIn(project, role, "en");
    }

    /** Signs a new operator in, who is in no project. */
    public Visitor signInOperator(String language) {
        Account account = account(language);
        accounts.setOperator(account.id(), true);
        return signIn(account);
    }

    public Visitor signIn(ProjectId project, ProjectRole role, String language) {
        Account account = account(language);
        members.add(project, account.id(), role);
        return signIn(account);
    }

    private Account account(String language) {
        Account account = accounts.findOrCreate(new Mailbox(UUID.randomUUID() + "@example.com"), "Ana");
        accounts.update(account.id(), "Ana", "Europe/Riga", language);
        return account;
    }

    /** Signs a person in once more. */
    public Visitor signIn(Account account) {
        var visitor = new Visitor(fixtures.http());
        String token = links.create(new Mailbox(account.email()), Duration.ofMinutes(15));
        visitor.signIn(token);
        return visitor;
    }
}
