package dev.rollcall.check;

import dev.rollcall.project.PortableTable;
import dev.rollcall.project.ProjectCount;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What of this module moves with a project, definitions and where each check stands; and what a project counts. */
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
