package dev.rollcall.account;

import dev.rollcall.admin.WrongUsageException;
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
     * @param projectName the name or the id of a project
     * @throws WrongUsageException if the name is blank, or several projects have it
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

    private ProjectId project(String nameOrId) {
        if (nameOrId.isBlank()) {
            throw new WrongUsageException("--project must be the name or the id of a project");
        }
        List<ProjectId> found = projects.named(nameOrId);
        if (found.size() > 1) {
            throw new WrongUsageException("--project names " + found.size() + " projects; give the id of one of them");
        }
        return found.isEmpty() ? projects.createWithoutKeys(nameOrId) : found.get(0);
    }

    /** An account, and the project that it now owns. */
    record Made(Account account, @Nullable ProjectId project) {}
}
