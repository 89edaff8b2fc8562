package dev.rollcall.platform.database;

import dev.rollcall.platform.process.WebProcess;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Part of readiness: down until the schema is as new as this release needs. */
@Component("schema")
@WebProcess
class SchemaHealthIndicator implements HealthIndicator {

    private final SchemaGate gate;

    SchemaHealthIndicator(SchemaGate gate) {
        this.gate = gate;
    }

    @Override
    public Health health() {
        return gate.isOpen() ? Health.up().build() : Health.down().build();
    }
}
