package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No type of ours has the simple name of a public type of Spring, db-scheduler or java.security. */
class AmbiguousNamesTest {

    private static final Path SOURCES = Path.of("src", "main", "java", "dev", "rollcall");

    /** Exceptions, each with its reason. */
    private static final Map<String, String> KEPT = Map.of(
            "Schedule", "the word of the domain; db-scheduler's is seen in one file, which does not import ours");

    @Test
    void noTypeHasANameThatAReaderTakesForAnotherType() throws IOException {
        Map<String, String> theirs = new TreeMap<>(libraryTypes());
        theirs.putAll(securityTypes());
        Set<String> both = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .filter(name -> theirs.containsKey(name) && !name.equals("package-info"))
                    .filter(name -> !KEPT.containsKey(name))
                    .forEach(name -> both.add(name + " is also " + theirs.get(name)));
        }
        assertThat(theirs).containsKeys("JdbcTemplate", "SchedulerClient", "MessageDigest");
        assertThat(both).isEmpty();
    }

    private static Map<String, String> libraryTypes() {
        Map<String, String> types = new TreeMap<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            String name = Path.of(entry).getFileName().toString();
            if (name.matches("(spring-|db-scheduler).*\\.jar")) {
                try (var jar = new JarFile(entry)) {
                    jar.stream().forEach(file -> add(file.getName(), types));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return types;
    }

    private static Map<String, String> securityTypes() throws IOException {
        Map<String, String> types = new TreeMap<>();
        Path security = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base/java/security");
        try (Stream<Path> files = Files.list(security)) {
            files.forEach(file -> add("java/security/" + file.getFileName(), types));
        }
        return types;
    }

    private static void add(String file, Map<String, String> types) {
        if (file.endsWith(".class") && !file.contains("$") && !file.contains("shaded")) {
            String name = file.substring(file.lastIndexOf('/') + 1, file.length() - ".class".length());
            types.putIfAbsent(
                    name, file.substring(0, file.length() - ".class".length()).replace('/', '.'));
        }
    }
}
