package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testing.MarkdownFile;

/** Every link of a page leads to a file and a heading that exist, and every page can be found. */
class PageLinksTest {

    private static final Pattern OUTSIDE = Pattern.compile("[a-z]+:.*");

    /** The pages that list other pages. The navigation of the site is made of the first and the last. */
    private static final List<Path> MAPS = List.of(Path.of("docs/README.md"), Path.of("docs/adr/README.md"));

    private static final Map<Path, MarkdownFile> PAGES = Stream.of(
                    files(Path.of(""), 1), files(Path.of("docs"), 9), files(Path.of("bench"), 1))
            .flatMap(List::stream)
            .collect(Collectors.toMap(Function.identity(), MarkdownFile::read));

    @Test
    void everyLinkLeadsToAFileAndAHeading() {
        assertThat(PAGES).containsKeys(Path.of("README.md"), Path.of("docs/adr/README.md"));
        assertThat(PAGES.values().stream().flatMap(PageLinksTest::broken)).isEmpty();
    }

    @Test
    void everyPageIsOnAMap() {
        Set<Path> listed = MAPS.stream()
                .map(PAGES::get)
                .flatMap(map -> map.links().stream().map(link -> target(map, link)))
                .collect(Collectors.toSet());

        assertThat(PAGES.keySet().stream().filter(page -> page.startsWith("docs")))
                .filteredOn(page -> !page.equals(MAPS.get(0)))
                .isNotEmpty()
                .isSubsetOf(listed);
    }

    @Test
    void aLinkToNothingIsFound(@TempDir Path directory) throws IOException {
        Path other = directory.resolve("other.md");
        Files.writeString(other, "# Other\n\n## `--task=help`, and more\n\n## Twice\n\n## *Twice*\n");
        Path page = directory.resolve("page.md");
        Files.writeString(page, """
                # The page

                [right](other.md#--taskhelp-and-more) [right](other.md#twice-1) [right](#the-page) [right](https://example.com/x)

                | a table |
                | --- |
                | [no file](none.md) and [no heading](other.md#twice-2), ![no image](none.png), [none here](#other) |

                `[code](none.md)`

                ```text
                [code](none.md)
                ```
                """);

        assertThat(broken(MarkdownFile.read(page)))
                .containsExactly(
                        page + ": none.md", page + ": other.md#twice-2", page + ": none.png", page + ": #other");
    }

    private static Stream<String> broken(MarkdownFile page) {
        return page.links().stream()
                .filter(link -> !OUTSIDE.matcher(link).matches() && !leadsSomewhere(page, link))
                .map(link -> page.file() + ": " + link);
    }

    private static boolean leadsSomewhere(MarkdownFile page, String link) {
        Path file = target(page, link);
        int anchor = link.indexOf('#');
        return Files.exists(file)
                && (anchor < 0 || MarkdownFile.read(file).anchors().contains(link.substring(anchor + 1)));
    }

    /** The file that a relative link names; for an anchor alone the page itself. */
    private static Path target(MarkdownFile page, String link) {
        String file = link.replaceFirst("#.*", "");
        return file.isEmpty() ? page.file() : page.file().resolveSibling(file).normalize();
    }

    private static List<Path> files(Path directory, int depth) {
        try (Stream<Path> files = Files.walk(directory, depth)) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
