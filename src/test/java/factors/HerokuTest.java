package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import testing.App;
import testing.Linux;
import testing.MemoryLimit;
import testing.Tool;

/**
 * What Heroku does with a commit, by the published sources of its buildpacks: heroku/heroku-buildpack-java at dce0dc3
 * ({@code lib/maven.sh}) and heroku/heroku-buildpack-jvm-common at 922540c ({@code opt/jvmcommon.sh}, {@code
 * opt/jdbc.sh}); and by "Dynos and the Dyno Manager" and "Release Phase" of its Dev Center.
 */
@EnabledOnOs(OS.LINUX)
class HerokuTest {

    private static final long EACH_DYNO = 512L * 1024 * 1024;

    /** {@code jvm_options} of {@code opt/jvmcommon.sh} for 512 MB. */
    private static final String JVM_OPTIONS =
            "-Dfile.encoding=UTF-8 -XX:MaxRAM=536870912 -Xmx300m -Xss512k -XX:CICompilerCount=2";

    private static final Duration TO_STOP = Duration.ofSeconds(30);

    /** {@code heroku run} joins both streams of a one-off dyno. */
    private static final String HEROKU = """
            heroku() {
                case "$1" in
                    run) [ "$2" = --no-tty ] && (cd "$SLUG" && bash -c "exec $3" 2>&1) ;;
                    config:get) [ "$2" = SITE_ROOT ] && printf '%s\\n' "$SITE_ROOT" ;;
                    logs) [ "$2" = --dyno-name=worker ] && tail -n "${3#--num=}" "$WORKER_LOG" ;;
                esac
            }
            """;

    /** The unpacked jar, because it starts faster from a class archive. */
    private static final Path SLUG = App.directory();

    @TempDir
    private Path home;

    /** The buildpack takes our wrapper, and a jar is there once. */
    @Test
    void theBuildpackDetectsOneJarBuiltByTheWrapper() throws IOException {
        assertThat(Path.of("pom.xml")).exists();
        assertThat(Path.of("mvnw")).isExecutable();
        assertThat(Path.of(".mvn", "wrapper", "maven-wrapper.properties")).exists();
        Properties system = new Properties();
        system.load(Files.newBufferedReader(Path.of("system.properties")));
        // With maven.version the buildpack would use its own Maven.
        assertThat(system.stringPropertyNames()).containsExactly("java.runtime.version");
        try (var files = Files.list(Path.of("target"))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".jar")))
                    .containsExactly("app.jar");
        }
    }

    @Test
    void eachDynoRunsIn512MegabytesFromTheReleaseToTheFirstAlert() throws Exception {
        try (var deploy = Deploy.onEmptyDatabase("HEROKU_RELEASE_VERSION", "v7", "HEROKU_SLUG_COMMIT", "c0ffee");
                var web = new Dyno();
                var worker = new Dyno();
                var release = new Dyno()) {
            Map<String, String> config = App.with(
                    deploy.environment(),
                    "SITE_ROOT",
                    "http://127.0.0.1:" + deploy.environment().get("PORT"));
            config.remove("MIN_PERIOD");
            config.remove("WEBHOOK_ALLOW_PRIVATE");
            assertThat(release.start("release.1234", config).waitForExit().status())
                    .isZero();

            App webDyno = web.start("web.1", config);
            App workerDyno = worker.start("worker.1", config);
            webDyno.untilReady();
            workerDyno.untilPrinted("worker.ready");
            assertThat(Deploy.JSON
                            .readTree(webDyno.get("/version").body())
                            .get("release")
                            .asString())
                    .isEqualTo("v7");

            FirstAlert.on("heroku.md", HEROKU).expect(workerDyno, home, environment("run.1", config));

            for (App dyno : List.of(webDyno, workerDyno)) {
                assertThat(Linux.peakResidentBytes(dyno.pid())).isLessThan(EACH_DYNO);
                assertThat(dyno.stdout()).as("each line is an event").allMatch(line -> line.startsWith("{"));
            }
            stopsInTime(webDyno);
            stopsInTime(workerDyno);
        }
    }

    private static void stopsInTime(App dyno) {
        Instant signalled = Instant.now();
        dyno.terminate();
        // "Dynos may receive SIGTERM more than once."
        dyno.terminate();
        assertThat(dyno.waitForExit().status()).isEqualTo(143);
        assertThat(Duration.between(signalled, Instant.now())).isLessThan(TO_STOP);
    }

    /** The environment of a dyno: that of the app, and what the scripts of the buildpack export when it starts. */
    private static Map<String, String> environment(String name, Map<String, String> config) {
        String url = Objects.requireNonNull(config.get("DATABASE_URL"));
        String[] userAndRest = url.substring(url.indexOf("//") + 2).split("[:@]", 3);
        String jdbc = "jdbc:postgresql://" + userAndRest[2] + "?password=" + userAndRest[1] + "&sslmode=require&user="
                + userAndRest[0];
        String java = System.getProperty("java.home");
        Map<String, String> environment = App.with(
                config,
                "DYNO",
                name,
                "SLUG",
                SLUG.toString(),
                "HOME",
                "/app",
                "JAVA_HOME",
                java,
                "PATH",
                java + "/bin:/usr/local/bin:/usr/bin:/bin",
                "JAVA_OPTS",
                JVM_OPTIONS,
                // As a variable of the app, which the script of the buildpack keeps.
                "JAVA_TOOL_OPTIONS",
                App.jvmFlags(),
                // No server with TLS is there, so a process that used one of these could not connect.
                "JDBC_DATABASE_URL",
                jdbc,
                "JDBC_DATABASE_USERNAME",
                userAndRest[0],
                "JDBC_DATABASE_PASSWORD",
                userAndRest[1],
                "SPRING_DATASOURCE_URL",
                jdbc,
                "SPRING_DATASOURCE_USERNAME",
                userAndRest[0],
                "SPRING_DATASOURCE_PASSWORD",
                userAndRest[1]);
        if (!name.startsWith("run.")) {
            environment.put("JAVA_TOOL_OPTIONS", JVM_OPTIONS + " " + App.jvmFlags());
        }
        return environment;
    }

    /** A container. */
    private static final class Dyno implements AutoCloseable {

        private final MemoryLimit limit = MemoryLimit.of(EACH_DYNO);
        private final List<App> started = new ArrayList<>();

        /** Starts the line of the Procfile in a shell, in the directory of the slug. */
        App start(String name, Map<String, String> config) throws IOException {
            String type = name.substring(0, name.indexOf('.'));
            String line = Files.readAllLines(SLUG.resolve("Procfile")).stream()
                    .filter(any -> any.startsWith(type + ": "))
                    .findFirst()
                    .orElseThrow()
                    .substring(type.length() + 2);
            App dyno = App.launch(
                    limit.around(List.of(Tool.require("bash").toString(), "-c", line)),
                    environment(name, config),
                    SLUG);
            started.add(dyno);
            return dyno;
        }

        @Override
        public void close() {
            started.forEach(App::close);
            limit.close();
        }
    }
}
