package dev.rollcall.project;

import dev.rollcall.audit.AuditAction;
import dev.rollcall.audit.AuditLog;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.platform.problem.NameRule;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The door of this module: creates and finds projects. */
@Service
public class Projects {

    private final ProjectStore projects;
    private final ApiKeyStore keys;
    private final AuditLog audit;
    private final Clock clock;

    Projects(ProjectStore projects, ApiKeyStore keys, AuditLog audit, Clock clock) {
        this.projects = projects;
        this.keys = keys;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Creates a project with one key of each kind. Only the result has the keys.
     *
     * @throws InvalidRequestException if the name is invalid
     */
    @Transactional
    public NewProject create(String name) {
        ProjectId id = createWithoutKeys(name);
        Instant now = clock.instant();
        var created = new NewProject(
                id, KeyKind.READ_WRITE.generate(), KeyKind.READ_ONLY.generate(), KeyKind.PING.generate());
        keys.add(id, KeyKind.READ_WRITE, "", created.readWriteKey(), now);
        keys.add(id, KeyKind.READ_ONLY, "", created.readOnlyKey(), now);
        keys.add(id, KeyKind.PING, "", created.pingKey(), now);
        return created;
    }

    /**
     * Creates a project for people, who create the keys that they need.
     *
     * @throws InvalidRequestException if the name is invalid
     */
    @Transactional
    public ProjectId createWithoutKeys(String given) {
        String name = NameRule.REQUIRED.apply(given);
        ProjectId id = projects.add(name, clock.instant());
        audit.record(id.value(), AuditAction.PROJECT_CREATED, name);
        return id;
    }

    /**
     * Renames the project.
     *
     * @throws InvalidRequestException if the name is invalid
     */
    @Transactional
    public void rename(ProjectId id, String given) {
        String name = NameRule.REQUIRED.apply(given);
        projects.rename(id, name);
        audit.record(id.value(), AuditAction.PROJECT_RENAMED, name);
    }

    /** The projects that have this name or this id, oldest first. Names are not unique. */
    @Transactional(readOnly = true)
    public List<ProjectId> named(String nameOrId) {
        return projects.named(nameOrId);
    }

    @Transactional(readOnly = true)
    public boolean exists(ProjectId id) {
        return projects.exists(id);
    }

    /** Finds the project of a ping key; empty if there is no such key or it is of another kind. */
    @Transactional(readOnly = true)
    public Optional<ProjectId> pingedBy(String pingKey) {
        return keys.find(pingKey, clock.instant())
                .filter(key -> key.kind() == KeyKind.PING)
                .map(ApiKey::project);
    }

    /** Lists all projects, oldest first. */
    @Transactional(readOnly = true)
    List<Project> all() {
        return projects.all();
    }

    /** A new project and its keys. The keys themselves are not stored, so they cannot be read later. */
    public record NewProject(ProjectId id, String readWriteKey, String readOnlyKey, String pingKey) {

        /** Without the keys, because a record may be printed into a log. */
        @Override
        public String toString() {
            return "NewProject[" + id + "]";
        }
    }
}
