package dev.rollcall.ping;

import dev.rollcall.project.PortableTable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The rows of this module that move with a project: the log of pings, including bodies. */
@Configuration(proxyBeanMethods = false)
class PingTables {

    @Bean
    PortableTable pingRows() {
        return PortableTable.of(
                "ping",
                50,
                "pings",
                "t.check_id IN (SELECT id FROM checks WHERE project_id = :project)",
                "t.check_id, t.n");
    }
}
