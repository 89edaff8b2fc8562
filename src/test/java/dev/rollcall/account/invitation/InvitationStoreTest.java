package dev.rollcall.account.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.RollcallTest;
import dev.rollcall.account.AccountId;
import dev.rollcall.account.Accounts;
import dev.rollcall.account.Mailbox;
import dev.rollcall.account.Members;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.project.ProjectId;
import dev.rollcall.project.Projects;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RollcallTest
class InvitationStoreTest {

    @Autowired
    private Invitations invitations;

    @Autowired
    private InvitationStore store;

    @Autowired
    private Projects projects;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Members members;

    @Autowired
    private Clock clock;

    /** The maker may be removed after a request has found the invitation, and before it takes it. */
    @Test
    void anInvitationIsNotTakenWhenItsMakerIsNoOwnerAnyMore() {
        ProjectId project = projects.createWithoutKeys("a project");
        AccountId maker = owner(project);
        String kept = invitations.create(project, ProjectRole.OWNER, null, owner(project));
        String ended = invitations.create(project, ProjectRole.OWNER, null, maker);

        members.change(project, maker, ProjectRole.MEMBER);

        assertThat(store.take(ended, clock.instant())).isEmpty();
        assertThat(store.take(kept, clock.instant())).isPresent();
    }

    private AccountId owner(ProjectId project) {
        AccountId account = accounts.findOrCreate(new Mailbox(UUID.randomUUID() + "@example.com"), "")
                .id();
        members.add(project, account, ProjectRole.OWNER);
        return account;
    }
}
