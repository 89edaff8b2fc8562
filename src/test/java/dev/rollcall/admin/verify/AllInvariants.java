package dev.rollcall.admin.verify;

import dev.rollcall.RollcallApplication;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.util.function.SingletonSupplier;
import testing.Postgres;

/**
 * Examines a database by the code of the task {@code verify}, with the default settings, in the JVM of the test: a
 * process of its own would take seconds. Other processes may write meanwhile.
 */
public final class AllInvariants {

    private static final SingletonSupplier<List<Invariants>> MODULES = SingletonSupplier.of(AllInvariants::modules);

    private AllInvariants() {}

    /**
     * Fails with the names of rows if an invariant is broken.
     *
     * @param databaseUrl as in DATABASE_URL: {@code postgres://user:password@host:port/name}
     */
    public static void hold(String databaseUrl) {
        holdExcept(Set.of(), databaseUrl);
    }

    /** The same without the invariants that have these rules. */
    public static void holdExcept(Set<String> rules, String databaseUrl) {
        List<Examined> broken = verification(Postgres.dataSource(databaseUrl)).run().stream()
                .filter(each ->
                        each.isBroken() && !rules.contains(each.invariant().rule()))
                .toList();
        if (!broken.isEmpty()) {
            throw new AssertionError(broken.stream()
                    .map(each -> each.invariant().table() + ": "
                            + each.invariant().rule() + ": " + each.rows() + " rows, such as " + each.examples())
                    .collect(Collectors.joining("\n", "broken:\n", "")));
        }
    }

    static Verification verification(DataSource database) {
        return new Verification(
                MODULES.obtain(),
                new InvariantStore(JdbcClient.create(database)),
                new DataSourceTransactionManager(database));
    }

    private static List<Invariants> modules() {
        try (var context = new AnnotationConfigApplicationContext(Modules.class)) {
            return context.getBeanProvider(Invariants.class).stream().toList();
        }
    }

    /** Not a {@code @Configuration}, because the application would find it. */
    @ConfigurationPropertiesScan({"dev.rollcall.flip", "dev.rollcall.ping"})
    @ComponentScan(
            basePackageClasses = RollcallApplication.class,
            useDefaultFilters = false,
            includeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Invariants.class))
    static class Modules {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }
}
