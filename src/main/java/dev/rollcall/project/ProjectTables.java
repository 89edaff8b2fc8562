package dev.rollcall.project;

import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The rows of this module that move with a project: the project, and the digests of its keys, so the keys stay valid.
 */
@Configuration(proxyBeanMethods = false)
class ProjectTables {

    @Bean
    PortableTable projectRow() {
        return PortableTable.of("project", 10, "projects", "t.id = :project", "t.id");
    }

    @Bean
    PortableTable apiKeyRows() {
        return new PortableTable(
                "api_key",
                11,
                "api_keys",
                "t.project_id = :project",
                "t.created_at, t.id",
                Set.of("last_used_at"),
                null);
    }
}
