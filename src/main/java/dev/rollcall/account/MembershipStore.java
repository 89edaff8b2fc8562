package dev.rollcall.account;

import dev.rollcall.audit.Actor;
import dev.rollcall.audit.ActorRights;
import dev.rollcall.platform.process.WebOrTask;
import dev.rollcall.project.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores which account may do what in which project. */
@Component
@WebOrTask
class MembershipStore implements ActorRights {

    private final JdbcClient jdbc;

    MembershipStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The ids of the projects of an account. */
    List<UUID> projects(AccountId account) {
        return jdbc.sql("SELECT project_id FROM memberships WHERE account_id = :account ORDER BY project_id")
                .param("account", account.value())
                .query(UUID.class)
                .list();
    }

    /** Lists the people of a project: owners first, then by address. */
    List<Member> of(ProjectId project) {
        return jdbc.sql("""
                        SELECT a.id, a.email, a.name, a.disabled_at, m.role
                        FROM memberships m
                        JOIN accounts a ON a.id = m.account_id
                        WHERE m.project_id = :project
                        ORDER BY array_position('{OWNER,MEMBER,VIEWER}', m.role), a.email
                        """)
                .param("project", project.value())
                .query(MembershipStore::member)
                .list();
    }

    /** Lists all memberships: those in the oldest project first. */
    List<Listed> all() {
        return jdbc.sql("""
                        SELECT m.account_id, m.project_id, p.name, m.role
                        FROM memberships m
                        JOIN projects p ON p.id = m.project_id
                        ORDER BY p.created_at, p.id
                        """)
                .query((row, n) -> new Listed(
                        new AccountId(row.getObject("account_id", UUID.class)),
                        new Membership(
                                new ProjectId(row.getObject("project_id", UUID.class)),
                                row.getString("name"),
                                ProjectRole.valueOf(row.getString("role")))))
                .list();
    }

    /** Gives the account this role, in place of the one that it has. */
    void put(AccountId account, ProjectId project, ProjectRole role, Instant at) {
        jdbc.sql("""
                        INSERT INTO memberships (account_id, project_id, role, created_at)
                        VALUES (:account, :project, :role, :at)
                        ON CONFLICT (account_id, project_id) DO UPDATE SET role = EXCLUDED.role
                        """)
                .param("account", account.value())
                .param("project", project.value())
                .param("role", role.name())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void delete(AccountId account, ProjectId project) {
        jdbc.sql("DELETE FROM memberships WHERE account_id = :account AND project_id = :project")
                .param("account", account.value())
                .param("project", project.value())
                .update();
    }

    /**
     * Locks the people of the project until the transaction ends, so that two changes cannot remove its last owners.
     */
    List<Member> lock(ProjectId project) {
        jdbc.sql("SELECT id FROM projects WHERE id = :project FOR NO KEY UPDATE")
                .param("project", project.value())
                .query(UUID.class)
                .list();
        return of(project);
    }

    @Override
    public boolean mayGiveAccess(Actor actor, UUID project) {
        return actor.kind() == Actor.Kind.PERSON
                && of(new ProjectId(project)).stream()
                        .anyMatch(member -> member.role() == ProjectRole.OWNER
                                && !member.isDisabled()
                                && member.id().value().equals(actor.id()));
    }

    /** The role that the account has in the project. */
    Optional<ProjectRole> role(AccountId account, ProjectId project) {
        return jdbc.sql("SELECT role FROM memberships WHERE account_id = :account AND project_id = :project")
                .param("account", account.value())
                .param("project", project.value())
                .query((row, n) -> ProjectRole.valueOf(row.getString("role")))
                .optional();
    }

    private static Member member(ResultSet row, int n) throws SQLException {
        return new Member(
                new AccountId(row.getObject("id", UUID.class)),
                row.getString("email"),
                row.getString("name"),
                ProjectRole.valueOf(row.getString("role")),
                row.getObject("disabled_at") != null);
    }

    /** A membership and the account that has it. */
    record Listed(AccountId account, Membership membership) {}
}
