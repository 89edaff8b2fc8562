package dev.rollcall.project;

import dev.rollcall.audit.AuditLogMaker;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes projects by the code of the task {@code create-project}. For tests of processes that are not about this task: a
 * process of its own would take seconds.
 */
public final class ProjectMaker {

    private ProjectMaker() {}

    /** Creates a project with one key of each kind. */
    public static Projects.NewProject make(DataSource database, String name) {
        return projects(JdbcClient.create(database), Clock.systemUTC()).create(name);
    }

    /** The door to projects, without a Spring context. */
    public static Projects projects(JdbcClient jdbc, Clock clock) {
        return new Projects(new ProjectStore(jdbc), new ApiKeyStore(jdbc), AuditLogMaker.make(jdbc, clock), clock);
    }
}
