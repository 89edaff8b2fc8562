package dev.rollcall.account;

import dev.rollcall.project.ProjectId;
import java.util.List;
import java.util.Optional;

/**
 * The person who reads a page.
 *
 * @param memberships the projects of the account, by name
 */
public record Reader(Account account, List<Membership> memberships) {

    /** What the reader may do in the project; empty if the project is not one of theirs. */
    public Optional<ProjectRole> roleIn(ProjectId project) {
        return memberships.stream()
                .filter(membership -> membership.project().equals(project))
                .map(Membership::role)
                .findFirst();
    }
}
