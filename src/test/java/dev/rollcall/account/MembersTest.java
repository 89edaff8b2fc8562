package dev.rollcall.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rollcall.RollcallTest;
import dev.rollcall.project.ProjectId;
import dev.rollcall.project.Projects;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import testing.App;

@RollcallTest
class MembersTest {

    @Autowired
    private Accounts accounts;

    @Autowired
    private Members members;

    @Autowired
    private Projects projects;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    private ProjectId project;
    private AccountId ana;
    private AccountId ben;

    @BeforeEach
    void createPeople() {
        project = projects.createWithoutKeys("a project");
        ana = account();
        ben = account();
        members.add(project, ana, ProjectRole.OWNER);
    }

    @Test
    void anAccountSeesItsProjectsAndNoOthers() {
        ProjectId others = projects.createWithoutKeys("another project");
        members.add(others, ben, ProjectRole.VIEWER);

        Person reader = accounts.person(ana).orElseThrow();

        assertThat(reader.memberships()).containsExactly(new Membership(project, "a project", ProjectRole.OWNER));
        assertThat(reader.roleIn(project)).contains(ProjectRole.OWNER);
        assertThat(reader.roleIn(others)).isEmpty();
    }

    @Test
    void whoIsAddedAgainKeepsTheLargerRole() {
        members.add(project, ben, ProjectRole.MEMBER);
        members.add(project, ben, ProjectRole.VIEWER);
        assertThat(members.role(ben, project)).contains(ProjectRole.MEMBER);
        members.add(project, ben, ProjectRole.OWNER);
        assertThat(members.role(ben, project)).contains(ProjectRole.OWNER);
    }

    @Test
    void theLastOwnerStays() {
        members.add(project, ben, ProjectRole.MEMBER);
        assertThatThrownBy(() -> members.remove(project, ana)).isInstanceOf(LastOwnerException.class);
        assertThatThrownBy(() -> members.change(project, ana, ProjectRole.MEMBER))
                .isInstanceOf(LastOwnerException.class);

        members.change(project, ben, ProjectRole.OWNER);
        members.remove(project, ana);

        assertThat(members.of(project)).extracting(Member::id).containsExactly(ben);
    }

    /** A disabled account can do nothing for the project. */
    @Test
    void aDisabledOwnerIsNoneThatIsLeft() {
        members.add(project, ben, ProjectRole.OWNER);
        jdbc.sql("UPDATE accounts SET disabled_at = now() WHERE id = :id")
                .param("id", ben.value())
                .update();

        assertThatThrownBy(() -> members.remove(project, ana)).isInstanceOf(LastOwnerException.class);
    }

    @Test
    void aStrangerCannotBeChangedOrRemoved() {
        assertThatThrownBy(() -> members.change(project, ben, ProjectRole.OWNER))
                .isInstanceOf(MemberNotFoundException.class);
        assertThatThrownBy(() -> members.remove(project, ben)).isInstanceOf(MemberNotFoundException.class);
    }

    @Test
    void twoOwnersWhoRemoveEachOtherLeaveOne() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int turn = 0; turn < 20; turn++) {
                ProjectId shared = projects.createWithoutKeys("shared");
                members.add(shared, ana, ProjectRole.OWNER);
                members.add(shared, ben, ProjectRole.OWNER);
                Callable<Boolean> removeAna = () -> removed(shared, ana);
                Callable<Boolean> removeBen = () -> removed(shared, ben);
                threads.invokeAll(List.of(removeAna, removeBen));
                assertThat(members.of(shared)).hasSize(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** The new owner accepts an older invitation at the same moment. */
    @Test
    void whoBecomesTheOnlyOwnerMeanwhileStaysIt() throws Exception {
        members.add(project, ben, ProjectRole.VIEWER);
        ExecutorService threads = Executors.newFixedThreadPool(1);
        try {
            Future<?> accepted = Objects.requireNonNull(transaction.execute(status -> {
                members.change(project, ben, ProjectRole.OWNER);
                members.change(project, ana, ProjectRole.VIEWER);
                Future<?> begun = threads.submit(() -> members.add(project, ben, ProjectRole.MEMBER));
                await().until(this::isSomebodyWaiting);
                return begun;
            }));
            accepted.get(App.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
        }

        assertThat(members.role(ben, project)).contains(ProjectRole.OWNER);
    }

    private boolean isSomebodyWaiting() {
        return jdbc.sql("""
                        SELECT EXISTS (
                            SELECT 1
                            FROM pg_stat_activity
                            WHERE datname = current_database() AND wait_event_type = 'Lock'
                        )
                        """).query(Boolean.class).single();
    }

    private boolean removed(ProjectId shared, AccountId account) {
        try {
            members.remove(shared, account);
            return true;
        } catch (LastOwnerException e) {
            return false;
        }
    }

    private AccountId account() {
        return accounts.findOrCreate(new Mailbox(UUID.randomUUID() + "@example.com"), "")
                .id();
    }
}
