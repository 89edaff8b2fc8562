package dev.rollcall;

import dev.rollcall.admin.TaskRunner;
import dev.rollcall.platform.process.CommandLine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import testing.Postgres;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ./mvnw spring-boot:test-run}: the whole service on a laptop with nothing but a JDK. Starts a real Postgres,
 * web and worker in this JVM, migrates, creates a key, and prints commands to paste.
 */
public final class Laptop {

    private Laptop() {}

    public static void main(String[] args) {
        Map<String, String> environment = new HashMap<>(Map.of("LOG_FORMAT", "text", "PORT", "8080"));
        environment.putAll(System.getenv());
        if (!environment.containsKey("DATABASE_URL") && !environment.containsKey("DATABASE_URL_FILE")) {
            System.out.println("Starting PostgreSQL 18 ...");
            // Libraries log in their own formats until our logging is configured.
            LoggingSystem.get(Laptop.class.getClassLoader()).beforeInitialize();
            Postgres postgres = Postgres.embedded();
            // After the application is closed, so that it can still write while it stops.
            SpringApplication.getShutdownHandlers().add(postgres::close);
            environment.put("DATABASE_URL", postgres.newDatabase());
        }
        CommandLine launch = CommandLine.of(List.of("--process=web,worker"), environment);
        RollcallApplication.start(launch, environment)
                .ifPresentOrElse(context -> printDemo(context, environment), () -> System.exit(2));
    }

    private static void printDemo(ConfigurableApplicationContext context, Map<String, String> environment) {
        TaskRunner tasks = context.getBean(TaskRunner.class);
        run(tasks, "--task=migrate");
        String key = JsonMapper.shared()
                .readTree(run(tasks, "--task=create-key", "--name=laptop", "--output=json"))
                .get("key")
                .asString();
        System.out.printf("""

                Rollcall is up: http://localhost:%1$s. Paste this into another terminal, then reload that page:

                  curl -H "X-Api-Key: %2$s" -H "Content-Type: application/json" \\
                    http://localhost:%1$s/api/v1/notes \\
                    -d '{"title": "Milk", "text": "We need two bottles.", "expires_in": 60}'

                Ctrl-C stops everything, the database included.

                """, environment.get("PORT"), key);
    }

    private static String run(TaskRunner tasks, String... arguments) {
        var result = new ByteArrayOutputStream();
        int status = tasks.run(
                CommandLine.of(List.of(arguments), Map.of()), new PrintStream(result, true, StandardCharsets.UTF_8));
        if (status != 0) {
            System.exit(status);
        }
        return result.toString(StandardCharsets.UTF_8);
    }
}
