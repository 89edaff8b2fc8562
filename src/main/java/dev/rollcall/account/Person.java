package dev.rollcall.account;

import dev.rollcall.project.ProjectId;
import java.util.List;
import java.util.Optional;

/**
 * The person who reads a page.
 *
 * @param memberships the projects of the account, by name
 */
public record Person(Account account, List<Membership> memberships) {

    /** The reader's role in the project; empty if they have none. */
    public Optional<ProjectRole> roleIn(ProjectId project) {
        return memberships.stream()
                .filter(membership -> membership.project().equals(project))
                .map(Membership::role)
                .findFirst();
    }
}
