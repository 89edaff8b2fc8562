package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import testing.App;
import testing.Linux;
import testing.MemoryLimit;
import testing.Receiver;
import testing.Tool;

/**
 * What Cloud Foundry does with the jar, by the source of its buildpack (cloudfoundry/java-buildpack at 5086c8d1, {@code
 * containers/spring_boot.go} and {@code jres/memory_calculator.go}) and by the README of
 * cloudfoundry/java-buildpack-memory-calculator. Paketo's buildpacks unpack the jar and use the same calculator.
 */
@EnabledOnOs(OS.LINUX)
class CloudFoundryTest {

    private static final long MEBIBYTE = 1024 * 1024;
    private static final long MEMORY = 512 * MEBIBYTE;

    /** As docs/deploy/README.md says. */
    private static final String JAVA_OPTS = "-Xss512k -XX:ReservedCodeCacheSize=64m";

    private static final int STACK_THREADS = 60;
    private static final int CLASSES_OF_JAVA = 42_215;
    private static final double LOADED = 0.35;

    @TempDir
    private Path directory;

    @Test
    void anUnpackedJarSendsAnAlertIn512MegabytesWithTheFlagsOfTheCalculator() throws Exception {
        long classes = unpack(Checkout.JAR);
        long loaded = (long) (LOADED * (classes + CLASSES_OF_JAVA));
        long metaspace = loaded * 5_800 + 14_000_000;
        long direct = 10 * MEBIBYTE;
        long heap = MEMORY - metaspace - direct - 64 * MEBIBYTE - STACK_THREADS * 512L * 1024;
        assertThat(heap).isGreaterThan(200 * MEBIBYTE);
        try (var deploy = Deploy.released();
                var receiver = Receiver.start();
                var limit = MemoryLimit.of(MEMORY)) {
            Map<String, String> environment = App.with(
                    deploy.environment(),
                    "JAVA_OPTS",
                    String.format(
                            Locale.ROOT,
                            "%s -XX:MaxDirectMemorySize=%d -XX:MaxMetaspaceSize=%d -Xmx%d",
                            JAVA_OPTS,
                            direct,
                            metaspace,
                            heap),
                    // Here the command line cannot choose.
                    "PROCESS",
                    "web,worker",
                    "JAVA_TOOL_OPTIONS",
                    "",
                    "MALLOC_ARENA_MAX",
                    "2",
                    "PATH",
                    System.getProperty("java.home") + "/bin:/usr/bin:/bin",
                    "MEMORY_LIMIT",
                    "512m",
                    "SERVER_PORT",
                    String.valueOf(deploy.port()),
                    "SPRING_PROFILES_INCLUDE",
                    "cloud",
                    "CF_INSTANCE_INDEX",
                    "0",
                    "CF_INSTANCE_IP",
                    "10.0.0.1",
                    "VCAP_APPLICATION",
                    "{\"application_name\": \"rollcall\", \"limits\": {\"mem\": 512}}",
                    // Only DATABASE_URL is read.
                    "VCAP_SERVICES",
                    "{\"postgresql\": [{\"name\": \"db\", \"credentials\": {\"uri\": \"postgres://u:p@127.0.0.1:1/x\"}}]}");
            try (App both = App.launch(
                    limit.around(List.of(
                            Tool.require("bash").toString(),
                            "-c",
                            "exec java $JAVA_OPTS -cp $PWD/. org.springframework.boot.loader.launch.JarLauncher")),
                    environment,
                    directory)) {
                both.untilReady().untilPrinted("worker.ready");
                Deploy.expectAlert(both, deploy.project().get("api_key").asString(), receiver);
                assertThat(both.status("/sign-in")).isEqualTo(200);
                assertThat(Linux.peakResidentBytes(both.pid())).isLessThan(MEMORY);
                assertThat(both.stdout()).noneMatch(line -> line.contains("config.unknown-variable"));
                both.terminate();
                assertThat(both.waitForExit().status()).isEqualTo(143);
            }
        }
    }

    /** Unpacks the jar and returns the number of classes, those in its libraries included. */
    private long unpack(Path jar) throws IOException {
        long classes = 0;
        try (var zip = new ZipInputStream(Files.newInputStream(jar))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = directory.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                    continue;
                }
                Files.createDirectories(file.getParent());
                byte[] content = zip.readAllBytes();
                Files.write(file, content);
                if (entry.getName().endsWith(".jar")) {
                    classes += classesIn(new ByteArrayInputStream(content));
                } else if (entry.getName().endsWith(".class")) {
                    classes++;
                }
            }
        }
        return classes;
    }

    private static long classesIn(InputStream library) throws IOException {
        long classes = 0;
        try (var zip = new ZipInputStream(library)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".class")) {
                    classes++;
                }
            }
        }
        return classes;
    }
}
