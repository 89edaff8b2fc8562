package dev.rollcall.account.invitation;

import dev.rollcall.account.AccountId;
import dev.rollcall.account.Mailbox;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.platform.deploy.Sha256;
import dev.rollcall.project.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores invitations with the digests of their tokens. */
@Component
class InvitationStore {

    private static final String COLUMNS = "i.id, i.project_id, p.name, i.role, i.email, i.expires_at";

    /**
     * An invitation counts only while the person who created it is an owner who is not disabled: somebody who was
     * removed from the project must not come back by a link of their own.
     */
    private static final String IS_OPEN = """
            i.expires_at > :now
                AND EXISTS (
                    SELECT 1
                    FROM memberships m
                    JOIN accounts a ON a.id = m.account_id
                    WHERE m.project_id = i.project_id
                        AND m.account_id = i.invited_by
                        AND m.role = 'OWNER'
                        AND a.disabled_at IS NULL
                )
            """;

    private final JdbcClient jdbc;

    InvitationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(
            ProjectId project,
            ProjectRole role,
            @Nullable Mailbox email,
            String token,
            AccountId by,
            Instant at,
            Instant expiresAt) {
        jdbc.sql("""
                        INSERT INTO invitations
                            (id, project_id, role, email, sha256, invited_by, created_at, expires_at)
                        VALUES (:id, :project, :role, :email, :sha256, :by, :at, :expiresAt)
                        """)
                .param("id", UUID.randomUUID())
                .param("project", project.value())
                .param("role", role.name())
                .param("email", email == null ? null : email.address())
                .param("sha256", Sha256.of(token))
                .param("by", by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("expiresAt", expiresAt.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Counts the open invitations of a project. Others who count them wait until the transaction ends. */
    int lockAndCount(ProjectId project, Instant now) {
        jdbc.sql("SELECT id FROM projects WHERE id = :project FOR NO KEY UPDATE")
                .param("project", project.value())
                .query(UUID.class)
                .list();
        return jdbc.sql("SELECT count(*) FROM invitations i WHERE i.project_id = :project AND %s".formatted(IS_OPEN))
                .param("project", project.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    /** Lists the open invitations of a project, oldest first. */
    List<Invitation> of(ProjectId project, Instant now) {
        return jdbc.sql("SELECT " + COLUMNS + """

                        FROM invitations i
                        JOIN projects p ON p.id = i.project_id
                        WHERE i.project_id = :project AND %s
                        ORDER BY i.created_at, i.id
                        """.formatted(IS_OPEN))
                .param("project", project.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(InvitationStore::invitation)
                .list();
    }

    Optional<Invitation> find(String token, Instant now) {
        return jdbc.sql("SELECT " + COLUMNS + """

                        FROM invitations i
                        JOIN projects p ON p.id = i.project_id
                        WHERE i.sha256 = :sha256 AND %s
                        """.formatted(IS_OPEN))
                .param("sha256", Sha256.of(token))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(InvitationStore::invitation)
                .optional();
    }

    /** Deletes an invitation, so only one request gets it. */
    Optional<Invitation> take(String token, Instant now) {
        return jdbc.sql("""
                        DELETE FROM invitations i
                        USING projects p
                        WHERE p.id = i.project_id AND i.sha256 = :sha256 AND %s
                        RETURNING\s""".formatted(IS_OPEN) + COLUMNS)
                .param("sha256", Sha256.of(token))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(InvitationStore::invitation)
                .optional();
    }

    /** Deletes an invitation of the project. Returns false if another request was faster. */
    boolean delete(ProjectId project, UUID id) {
        return jdbc.sql("DELETE FROM invitations WHERE id = :id AND project_id = :project")
                        .param("id", id)
                        .param("project", project.value())
                        .update()
                == 1;
    }

    /** Deletes at most this many expired invitations. */
    int deleteExpired(Instant now, int limit) {
        return jdbc.sql("""
                        DELETE FROM invitations
                        WHERE id IN (SELECT id FROM invitations WHERE expires_at <= :now ORDER BY id LIMIT :limit)
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .update();
    }

    private static Invitation invitation(ResultSet row, int n) throws SQLException {
        return new Invitation(
                row.getObject("id", UUID.class),
                new ProjectId(row.getObject("project_id", UUID.class)),
                row.getString("name"),
                ProjectRole.valueOf(row.getString("role")),
                row.getString("email"),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }
}
