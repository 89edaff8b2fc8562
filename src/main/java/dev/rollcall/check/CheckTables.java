package dev.rollcall.check;

import dev.rollcall.check.limit.CheckLimitSettings;
import dev.rollcall.project.PortableTable;
import dev.rollcall.project.ProjectCount;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The rows of this module that move with a project: definitions, states and dependencies. It also adds the number of
 * checks to the counts of a project.
 */
@Configuration(proxyBeanMethods = false)
class CheckTables {

    @Bean
    PortableTable checkRows(CheckLimitSettings limit) {
        return PortableTable.of(
                "check",
                20,
                "checks",
                "t.project_id = :project",
                "t.created_at, t.id",
                limit.checkLimit() == null ? null : new PortableTable.Limit("CHECK_LIMIT", limit.checkLimit()));
    }

    @Bean
    PortableTable checkStateRows() {
        return PortableTable.of(
                "check_state",
                21,
                "check_states",
                "t.check_id IN (SELECT id FROM checks WHERE project_id = :project)",
                "t.check_id");
    }

    @Bean
    PortableTable parentRows() {
        return PortableTable.of(
                "check_parent",
                22,
                "check_parents",
                "t.check_id IN (SELECT id FROM checks WHERE project_id = :project)"
                        + " AND t.parent_id IN (SELECT id FROM checks WHERE project_id = :project)",
                "t.check_id, t.parent_id");
    }

    @Bean
    ProjectCount checkCount() {
        return new ProjectCount("checks");
    }
}
