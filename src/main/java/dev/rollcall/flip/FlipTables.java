package dev.rollcall.flip;

import dev.rollcall.project.PortableTable;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The rows of this module that move with a project: flips. They get new ids in the other database. */
@Configuration(proxyBeanMethods = false)
class FlipTables {

    @Bean
    PortableTable flipRows() {
        return new PortableTable(
                "flip",
                40,
                "flips",
                "t.check_id IN (SELECT id FROM checks WHERE project_id = :project)",
                "t.id",
                Set.of("id"),
                null);
    }
}
