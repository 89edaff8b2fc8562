package dev.rollcall.check.state;

import dev.rollcall.platform.database.SqlArray;
import dev.rollcall.project.ProjectId;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the checks that a request names by their ids. */
@Component
public class NamedCheckStore {

    private final JdbcClient jdbc;

    NamedCheckStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The checks that these texts name; empty if one of them is not the id of a check of this project. */
    public Optional<Set<CheckId>> find(ProjectId project, Collection<@Nullable String> texts) {
        Set<CheckId> ids = new LinkedHashSet<>();
        for (String text : texts) {
            Optional<CheckId> id = CheckId.parse(String.valueOf(text));
            if (id.isEmpty()) {
                return Optional.empty();
            }
            ids.add(id.get());
        }
        return ofProject(project, ids).equals(ids) ? Optional.of(ids) : Optional.empty();
    }

    private Set<CheckId> ofProject(ProjectId project, Set<CheckId> ids) {
        List<UUID> found = jdbc.sql("SELECT id FROM checks WHERE project_id = :project AND id = ANY (:checks)")
                .param("project", project.value())
                .param("checks", SqlArray.of("uuid", ids, CheckId::value))
                .query(UUID.class)
                .list();
        Set<CheckId> checks = new HashSet<>();
        found.forEach(id -> checks.add(new CheckId(id)));
        return checks;
    }
}
