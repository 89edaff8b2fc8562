package dev.rollcall.admin.doctor;

import dev.rollcall.admin.Finding;
import dev.rollcall.admin.Probe;
import dev.rollcall.platform.database.SchemaStore;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.time.DatabaseClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** The database: whether it answers, its version and schema, and whether we may write to it. */
@Component
@Order(20)
class DatabaseProbe implements Probe {

    /** The oldest major version that the statements run on, and the one that the tests use. */
    private static final int POSTGRES = 18;

    private static final Duration SKEW_TO_MENTION = Duration.ofSeconds(2);

    private final ObjectProvider<DeployStore> deploy;
    private final ObjectProvider<SchemaStore> schema;
    private final Environment environment;
    private final DatabaseClock clock;

    DatabaseProbe(
            ObjectProvider<DeployStore> deploy,
            ObjectProvider<SchemaStore> schema,
            Environment environment,
            DatabaseClock clock) {
        this.deploy = deploy;
        this.schema = schema;
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public List<Finding> examine() {
        DeployStore database;
        List<Finding> findings = new ArrayList<>();
        try {
            database = deploy.getObject();
            long asked = System.nanoTime();
            database.answer();
            // The first answer includes connecting; the second shows the round trip.
            long connected = System.nanoTime();
            database.answer();
            long answered = System.nanoTime();
            findings.add(Finding.ok(
                    name(),
                    "connected in " + TimeUnit.NANOSECONDS.toMillis(connected - asked) + " ms, answers in "
                            + TimeUnit.NANOSECONDS.toMillis(answered - connected) + " ms"));
            findings.add(clocks(clock.skew()));
        } catch (BeansException e) {
            return List.of(Finding.broken(name(), "DATABASE_URL cannot be used", "see variables"));
        } catch (DataAccessException e) {
            return List.of(Finding.broken(
                    name(),
                    FailureReason.of(e),
                    "check that the server runs and that DATABASE_URL names its host, port, user and password"));
        }
        findings.add(server(database.version()));
        findings.add(schema());
        findings.add(rights(database.mayRunDdl()));
        findings.add(connections(database.connections()));
        return findings;
    }

    private Finding schema() {
        try {
            SchemaStore store = schema.getObject();
            int applied = store.applied();
            Optional<String> gap = store.gap(applied);
            if (gap.isPresent()) {
                return Finding.broken("schema", gap.get(), "run --task=migrate; web and worker wait for it");
            }
            int needed = store.needed();
            return Finding.ok(
                    "schema",
                    applied == needed
                            ? "at version " + applied + ", as this release needs"
                            : "at version " + applied + ", newer than the " + needed + " that this release needs");
        } catch (DataAccessException e) {
            return Finding.broken("schema", FailureReason.of(e), "grant the role SELECT on " + SchemaStore.HISTORY);
        }
    }

    private Finding rights(boolean mayRunDdl) {
        List<String> missing = schema.getObject().missingRights();
        if (!missing.isEmpty()) {
            return Finding.broken(
                    "rights",
                    "the role of DATABASE_URL lacks " + String.join(", ", missing),
                    "grant it, as the owner of the tables");
        }
        return Finding.ok(
                "rights",
                "the role may read and write every table; it may " + (mayRunDdl ? "also" : "not")
                        + " change the schema, which only migrate needs");
    }

    private Finding connections(DeployStore.Connections connections) {
        int each = environment.getProperty("database.pool-size", Integer.class, 1);
        String found = connections.used() + " of " + connections.available() + " in use; each process takes up to "
                + each + " (DATABASE_POOL_SIZE)";
        int free = connections.available() - connections.used();
        return free < each
                ? Finding.warn(
                        "connections",
                        found,
                        "one more process may find none: lower DATABASE_POOL_SIZE or raise max_connections")
                : Finding.ok("connections", found);
    }

    /** An older server refuses some of our statements: {@code RETURNING old.*} came with version 18. */
    static Finding server(String version) {
        String found = "version " + version;
        int major = Integer.parseInt(version.replaceFirst("\\D.*", ""));
        if (major < POSTGRES) {
            return Finding.broken("postgres", found, "this release needs PostgreSQL " + POSTGRES + " or newer");
        }
        return major == POSTGRES
                ? Finding.ok("postgres", found)
                : Finding.warn("postgres", found, "this release is tested with PostgreSQL " + POSTGRES);
    }

    /** Never broken, because nothing depends on a machine's own clock. */
    static Finding clocks(Duration ahead) {
        String found = "the database's clock is " + Math.abs(ahead.toMillis()) + " ms "
                + (ahead.isNegative() ? "ahead of" : "behind") + " this machine's";
        return ahead.abs().compareTo(SKEW_TO_MENTION) < 0
                ? Finding.ok("clock", found)
                : Finding.warn(
                        "clock",
                        found,
                        "let both machines keep their time by NTP: everything is dated by the database's clock");
    }
}
