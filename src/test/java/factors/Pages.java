package factors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import testing.Page;

/** The pages that readers follow. {@code docs/clients.md} is run by {@code ClientSnippetsTest}. */
final class Pages {

    private static final Path CLIENTS = Path.of("docs", "clients.md");
    private static final Path ADR = Path.of("docs", "adr");

    private Pages() {}

    static List<Page> all() {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(Stream.of(Path.of("README.md")), docs.sorted())
                    .filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.equals(CLIENTS) && !file.startsWith(ADR))
                    .map(Page::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
