package dev.rollcall;

import dev.rollcall.admin.TaskRunner;
import dev.rollcall.platform.process.CommandLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import testing.Postgres;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ./mvnw spring-boot:test-run}: the whole service on a laptop with nothing but a JDK. Starts a real Postgres,
 * web and worker in this JVM, migrates, creates a demo project, and prints commands to paste.
 */
public final class Laptop {

    private static final int TIMEOUT_SECONDS = 5;
    private static final int GRACE_SECONDS = 3;

    private Laptop() {}

    public static void main(String[] args) {
        Map<String, String> environment = new HashMap<>(
                Map.of("LOG_FORMAT", "text", "MIN_PERIOD", "1s", "PORT", "8080", "WEBHOOK_ALLOW_PRIVATE", "true"));
        environment.putAll(System.getenv());
        requireFreePort(environment.getOrDefault("PORT", ""));
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
        JsonNode demo = JsonMapper.shared()
                .readTree(run(tasks, "--task=seed-demo", "--timeout=" + TIMEOUT_SECONDS, "--grace=" + GRACE_SECONDS));
        JsonNode account = JsonMapper.shared()
                .readTree(run(
                        tasks,
                        "--task=create-account",
                        "--email=demo@example.com",
                        "--name=Demo",
                        "--operator",
                        "--project=" + demo.get("project").asString()));
        String site = "http://localhost:" + environment.get("PORT");
        System.out.printf(
                """

                Rollcall is up. Paste this into another terminal: the job checks in, and the check is up.

                  curl %1$s

                See it in a browser; the link signs in once, within an hour:

                  %7$s

                Then stay silent: it is expected every %2$d seconds and may be %3$d late, so after %4$d seconds
                this terminal shows the alert. Ping again, and it shows the recovery. To look at the check:

                  curl -H "X-Api-Key: %5$s" %6$s/api/v3/checks/

                To make one of your own:

                  curl -H "X-Api-Key: %5$s" %6$s/api/v3/checks/ \\
                    -d '{"name": "my job", "timeout": 60, "grace": 30, "channels": "*"}'

                Ctrl-C stops everything, the database included.

                """,
                demo.get("ping_url").asString(),
                TIMEOUT_SECONDS,
                GRACE_SECONDS,
                TIMEOUT_SECONDS + GRACE_SECONDS,
                demo.get("api_key").asString(),
                site,
                account.get("link").asString());
    }

    private static String run(TaskRunner tasks, String... arguments) {
        var result = new ByteArrayOutputStream();
        var json = new ArrayList<>(List.of(arguments));
        json.add("--output=json");
        int status = tasks.run(CommandLine.of(json, Map.of()), new PrintStream(result, true, StandardCharsets.UTF_8));
        if (status != 0) {
            System.exit(status);
        }
        return result.toString(StandardCharsets.UTF_8);
    }

    /** Checked first, so that no database is started in vain. */
    private static void requireFreePort(String port) {
        try (var probe = new ServerSocket(Integer.parseInt(port), 1, (InetAddress) null)) {
            probe.setReuseAddress(true);
        } catch (IOException e) {
            System.out.println("PORT " + port + " is in use, perhaps by another Rollcall. Stop that, or choose another:"
                    + " PORT=8081 ./mvnw spring-boot:test-run");
            System.exit(1);
        } catch (IllegalArgumentException e) {
            System.out.println("PORT must be a number from 1 to 65535, but is '" + port + "'");
            System.exit(2);
        }
    }
}
