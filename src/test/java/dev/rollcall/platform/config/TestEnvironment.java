package dev.rollcall.platform.config;

import static org.awaitility.Awaitility.await;

import dev.rollcall.platform.database.SchemaGate;
import dev.rollcall.platform.process.CommandLine;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.core.env.MapPropertySource;
import testing.Postgres;

/** The variables for the tests that share a context, and the properties that main adds. */
public final class TestEnvironment implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    public static final String METRICS_TOKEN = "a-token";

    private static final Map<String, String> VARIABLES = Map.of(
            "DATABASE_URL", Postgres.shared().newMigratedDatabase(),
            "METRICS_TOKEN", METRICS_TOKEN,
            "SITE_ROOT", "https://rollcall.example",
            "PING_LOG_LIMIT", "20",
            "PING_BODY_LIMIT", "1000",
            "WEBHOOK_TIMEOUT", "2s",
            "WEBHOOK_ALLOW_PRIVATE", "true");

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var sources = context.getEnvironment().getPropertySources();
        EnvironmentVariables given = EnvironmentVariables.of(Variable.all(), VARIABLES);
        context.getBeanFactory().registerSingleton("givenVariables", given);
        RollcallEnvironment.addTo(sources, given);
        Map<String, Object> properties =
                new HashMap<>(Map.of(CommandLine.WEB, true, CommandLine.WORKER, false, CommandLine.PROCESS, "web"));
        // Spring Boot switches metrics off in tests by default.
        properties.put("management.prometheus.metrics.export.enabled", true);
        sources.addFirst(new MapPropertySource("rollcall-launch", properties));
        // A platform sends no request before web is ready. Without this, the first test of a context might get a 503.
        context.addApplicationListener((ContextRefreshedEvent event) ->
                await().until(() -> context.getBean(SchemaGate.class).isOpen()));
    }
}
