package testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rows of tables of a page that explain something by its name. The first cell has one name or several, each as
 * code: {@code | `rollcall_checks{status}` | deploy | ... |}.
 */
public record PageTable(List<Row> rows) {

    private static final Pattern NAME = Pattern.compile("`([\\w.*-]+)[^`]*`");

    /** All such rows of the page. */
    public static PageTable of(Path page) {
        return in(read(page));
    }

    /** Those below a heading, up to the next one of its level. */
    public static PageTable of(Path page, String heading) {
        return in(Pattern.compile("(?m)^## ")
                .splitAsStream(read(page))
                .filter(section -> section.startsWith(heading + "\n"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(page + " has no heading " + heading)));
    }

    /** Every name in a first cell. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        rows.forEach(row -> names.addAll(row.names()));
        return names;
    }

    private static PageTable in(String text) {
        return new PageTable(text.lines()
                .filter(line -> line.startsWith("| `"))
                .map(PageTable::row)
                .toList());
    }

    private static Row row(String line) {
        List<String> cells =
                Stream.of(line.split("\\|", -1)).skip(1).map(String::strip).toList();
        List<String> names = NAME.matcher(cells.get(0))
                .results()
                .map(match -> match.group(1))
                .toList();
        return new Row(names, cells.subList(1, cells.size() - 1));
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A row.
     *
     * @param cells what follows the first cell
     */
    public record Row(List<String> names, List<String> cells) {}
}
