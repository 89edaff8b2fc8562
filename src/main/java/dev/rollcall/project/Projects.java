package dev.rollcall.project;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes projects and knows them. */
@Service
public class Projects {

    private final ProjectStore projects;
    private final ApiKeyStore keys;
    private final Clock clock;

    Projects(ProjectStore projects, ApiKeyStore keys, Clock clock) {
        this.projects = projects;
        this.keys = keys;
        this.clock = clock;
    }

    /** Makes a project with one key of each kind. The keys can be read from the result and never again. */
    @Transactional
    public NewProject create(String name) {
        Instant now = clock.instant();
        ProjectId id = projects.add(name, now);
        var created = new NewProject(
                id, KeyKind.READ_WRITE.generate(), KeyKind.READ_ONLY.generate(), KeyKind.PING.generate());
        keys.add(id, KeyKind.READ_WRITE, created.readWriteKey(), now);
        keys.add(id, KeyKind.READ_ONLY, created.readOnlyKey(), now);
        keys.add(id, KeyKind.PING, created.pingKey(), now);
        return created;
    }

    @Transactional(readOnly = true)
    public boolean exists(ProjectId id) {
        return projects.exists(id);
    }

    /** The project whose checks this key pings; empty for a key of another kind as well. */
    @Transactional(readOnly = true)
    public Optional<ProjectId> pingedBy(String pingKey) {
        return keys.find(pingKey).filter(caller -> caller.key() == KeyKind.PING).map(Caller::project);
    }

    /** Every project, the oldest first. */
    @Transactional(readOnly = true)
    List<Project> all() {
        return projects.all();
    }

    /** A project and its keys, at the one moment when they can be read. */
    public record NewProject(ProjectId id, String readWriteKey, String readOnlyKey, String pingKey) {

        /** Without the keys: records print themselves into logs. */
        @Override
        public String toString() {
            return "NewProject[" + id + "]";
        }
    }
}
