package dev.rollcall.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.page.check.Lamp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Colours of the style sheet can be told apart, in both themes: WCAG 2.2, criteria 1.4.3 and 1.4.11, level AA. */
class StyleSheetTest {

    private static final Pattern TOKEN =
            Pattern.compile("--([\\w-]+): light-dark\\((#\\p{XDigit}{6}), (#\\p{XDigit}{6})\\)");
    private static final double TEXT = 4.5;
    private static final double GRAPHICS = 3;

    private final String sheet = read();
    private final Map<String, List<String>> tokens = tokens(sheet);

    @ParameterizedTest
    @CsvSource({
        "text, page surface sunken up-tint late-tint down-tint new-tint",
        "muted, page surface sunken up-tint late-tint down-tint new-tint",
        "accent, page surface sunken up-tint late-tint down-tint new-tint",
        "up, page surface sunken up-tint",
        "late, page surface sunken late-tint down-tint",
        "down, page surface sunken down-tint",
        "new, page surface sunken new-tint",
        "paused, page surface sunken down-tint",
        "on-accent, accent",
        "on-down, down",
    })
    void textIsReadable(String text, String backgrounds) {
        assertThat(tooLow(text, backgrounds, TEXT)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "edge, page surface sunken",
        "focus, page surface sunken",
        "up-soft, page surface down-tint",
        "excused, page surface down-tint",
        "late, usual",
        "down, usual",
        "accent, usual"
    })
    void bordersAndPicturesAreVisible(String graphic, String backgrounds) {
        assertThat(tooLow(graphic, backgrounds, GRAPHICS)).isEmpty();
    }

    @Test
    void everyColourIsAToken() {
        String rest = TOKEN.matcher(sheet).replaceAll("").replaceAll("url\\(\"data:[^\"]*\"\\)", "");
        assertThat(rest).doesNotContainPattern("[:\\s(]#\\p{XDigit}{3,8}\\b");
    }

    @Test
    void everyTokenThatIsUsedIsDefined() {
        List<String> missing = Pattern.compile("var\\((--[\\w-]+)\\)")
                .matcher(sheet)
                .results()
                .map(used -> used.group(1))
                .distinct()
                .filter(name -> !sheet.contains(name + ": "))
                .toList();
        assertThat(missing).isEmpty();
    }

    /** In a template, or made of the label of a lamp or of the kind of a run. */
    @Test
    void everyClassIsUsed() throws IOException {
        Set<String> used = new HashSet<>(List.of("runs-up", "runs-late", "runs-down", "runs-excused", "runs-none"));
        Stream.of(Lamp.values()).map(Lamp::label).forEach(used::add);
        Pattern word = Pattern.compile("[\\w-]+");
        for (Path template : templates()) {
            word.matcher(Files.readString(template))
                    .results()
                    .map(MatchResult::group)
                    .forEach(used::add);
        }

        String selectors = sheet.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("\\{[^{}]*}", "{}");
        List<String> classes = Pattern.compile("\\.([a-z][\\w-]*)")
                .matcher(selectors)
                .results()
                .map(named -> named.group(1))
                .toList();
        assertThat(classes)
                .hasSizeGreaterThan(100)
                .filteredOn(name -> !used.contains(name))
                .isEmpty();
    }

    @Test
    void theSheetIsSmall() {
        assertThat(sheet.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(32 * 1024);
    }

    private static List<Path> templates() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/resources/page"))) {
            return files.filter(file -> file.toString().endsWith(".html")).toList();
        }
    }

    private List<String> tooLow(String colour, String backgrounds, double needed) {
        List<String> tooLow = new ArrayList<>();
        for (String background : backgrounds.split(" ")) {
            for (int theme = 0; theme < 2; theme++) {
                double contrast =
                        contrast(token(colour).get(theme), token(background).get(theme));
                if (contrast < needed) {
                    tooLow.add("%s on %s, %s: %.2f"
                            .formatted(colour, background, theme == 0 ? "light" : "dark", contrast));
                }
            }
        }
        return tooLow;
    }

    private List<String> token(String name) {
        return Objects.requireNonNull(tokens.get(name), name);
    }

    /** The contrast ratio of WCAG 2.2. */
    private static double contrast(String one, String other) {
        double first = luminance(one);
        double second = luminance(other);
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    private static double luminance(String colour) {
        return 0.2126 * linear(colour, 1) + 0.7152 * linear(colour, 3) + 0.0722 * linear(colour, 5);
    }

    private static double linear(String colour, int at) {
        double value = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static Map<String, List<String>> tokens(String sheet) {
        Map<String, List<String>> tokens = new HashMap<>();
        Matcher token = TOKEN.matcher(sheet);
        while (token.find()) {
            tokens.put(token.group(1), List.of(token.group(2), token.group(3)));
        }
        return tokens;
    }

    private static String read() {
        try (InputStream sheet = StyleSheetTest.class.getResourceAsStream("/page/assets/rollcall.css")) {
            return new String(Objects.requireNonNull(sheet).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
