package dev.rollcall.mute;

import dev.rollcall.project.PortableTable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The rows of this module that move with a project: maintenance windows with the checks that they name, and snoozes.
 */
@Configuration(proxyBeanMethods = false)
class MuteTables {

    @Bean
    PortableTable windowRows() {
        return PortableTable.of(
                "maintenance_window", 24, "maintenance_windows", "t.project_id = :project", "t.created_at, t.id");
    }

    @Bean
    PortableTable windowCheckRows() {
        return PortableTable.of(
                "maintenance_window_check",
                25,
                "maintenance_window_checks",
                "t.window_id IN (SELECT id FROM maintenance_windows WHERE project_id = :project)"
                        + " AND t.check_id IN (SELECT id FROM checks WHERE project_id = :project)",
                "t.window_id, t.check_id");
    }

    @Bean
    PortableTable snoozeRows() {
        return PortableTable.of(
                "snooze",
                26,
                "snoozes",
                "t.check_id IN (SELECT id FROM checks WHERE project_id = :project)",
                "t.check_id");
    }
}
