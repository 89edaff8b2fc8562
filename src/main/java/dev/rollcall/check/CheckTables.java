package dev.rollcall.check;

import dev.rollcall.project.PortableTable;
import dev.rollcall.project.ProjectCount;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The rows of this module that move with a project: definitions and states. Also adds checks to the counts of a
 * project.
 */
@Configuration(proxyBeanMethods = false)
class CheckTables {

    @Bean
    PortableTable checkRows() {
        return PortableTable.of("check", 20, "checks", "t.project_id = :project", "t.created_at, t.id");
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
    ProjectCount checkCount() {
        return new ProjectCount("checks");
    }
}
