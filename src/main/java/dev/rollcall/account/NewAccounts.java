package dev.rollcall.account;

import dev.rollcall.admin.WrongUsageException;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.platform.process.WebOrTask;
import dev.rollcall.project.ProjectId;
import dev.rollcall.project.Projects;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Creates an account and its project, or finds them. Only one such transaction runs at a time, so nothing is created
 * twice.
 */
@Component
@WebOrTask
class NewAccounts {

    private final AccountStore store;
    private final Accounts accounts;
    private final Members members;
    private final Projects projects;

    NewAccounts(AccountStore store, Accounts accounts, Members members, Projects projects) {
        this.store = store;
        this.accounts = accounts;
        this.members = members;
        this.projects = projects;
    }

    /**
     * Finds or creates the account, and makes it an owner of the project.
     *
     * @param name the name of a new account; an existing account keeps its own
     * @param projectName the name or the id of a project, which is created if there is none; empty for no project
     * @throws InvalidRequestException if the name of the account is invalid
     * @throws WrongUsageException if the name of the project is invalid, or several projects have it
     */
    @Transactional
    Made create(Mailbox email, String name, Optional<String> projectName) {
        store.lockCreation();
        Account account = accounts.findOrCreate(email, name);
        ProjectId project = projectName.map(this::project).orElse(null);
        if (project != null) {
            members.add(project, account.id(), ProjectRole.OWNER);
        }
        return new Made(account, project);
    }

    private ProjectId project(String given) {
        String nameOrId = given.strip();
        if (nameOrId.isEmpty()) {
            throw new WrongUsageException("--project must be the name or the id of a project");
        }
        List<ProjectId> found = projects.named(nameOrId);
        if (found.size() > 1) {
            throw new WrongUsageException("--project names " + found.size() + " projects; give the id of one of them");
        }
        return found.isEmpty() ? createProject(nameOrId) : found.get(0);
    }

    private ProjectId createProject(String name) {
        try {
            return projects.createWithoutKeys(name);
        } catch (InvalidRequestException e) {
            throw new WrongUsageException("--project " + e.fields().get("name"));
        }
    }

    /** An account, and the project of which it is now an owner; null if none was named. */
    record Made(Account account, @Nullable ProjectId project) {}
}
