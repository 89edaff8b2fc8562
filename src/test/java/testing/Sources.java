package testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Java code of the application, as text. */
final class Sources {

    private static final Path ROOT = Path.of("src", "main", "java");
    /** A semicolon within a line may belong to a message. */
    private static final Pattern STATEMENT_END = Pattern.compile(";\\R");

    private Sources() {}

    static List<String> files() {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(file -> file.toString().endsWith(".java"))
                    .map(Sources::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<String> statements(String code) {
        return STATEMENT_END.splitAsStream(code);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
