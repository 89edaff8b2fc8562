package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * No regular expression takes more than linear time or one stack frame a character, whatever text it is given. Java's
 * engine tries alternatives in turn, and calls itself for each repetition of a group.
 */
class RegularExpressionsTest {

    /** Far above the limit of a header, far below that of a body. */
    private static final int LENGTH = 10_000;

    /** A linear expression needs less than one for a text of {@link #LENGTH}, and a quadratic one hundreds. */
    private static final long SUSPICIOUS_MILLIS = 25;

    /** A stack on which a hundred calls fit, and not one for each character. */
    private static final int STACK_BYTES = 256 * 1024;

    private static final List<String> PREFIXES = List.of("", "a", "http://", "a@", "/api/v1/checks/");
    private static final List<String> ENDS = List.of("!", "\n");
    private static final Pattern INLINE =
            Pattern.compile("\\.(matches|replaceAll|replaceFirst|split)\\(\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"");

    /** Expressions that get no text of a stranger, or only a short one. */
    private static final Map<String, String> EXEMPT = Map.of();

    private final Set<String> slow = new TreeSet<>();

    @Test
    void everyExpressionTakesLinearTimeAndNoStack() throws Exception {
        Map<String, Use> uses = uses();
        assertThat(uses)
                .containsKeys("dev.rollcall.ping.Signal.NUMBER", "dev.rollcall.statuspage.StatusPageRequest.host");
        var failure = new AtomicReference<@Nullable Throwable>();
        var thread = new Thread(
                null,
                () -> {
                    try {
                        uses.forEach(this::attack);
                    } catch (Throwable e) {
                        failure.set(e);
                    }
                },
                "small-stack",
                STACK_BYTES);
        thread.start();
        thread.join();
        assertThat(failure.get()).isNull();
        assertThat(slow).isEmpty();
    }

    private void attack(String name, Use use) {
        if (EXEMPT.containsKey(name)) {
            return;
        }
        for (String pump : pumps(use.pattern.pattern())) {
            String middle = pump.repeat(LENGTH / pump.length());
            for (String prefix : PREFIXES) {
                for (String end : ENDS) {
                    @Nullable String fault = fault(use, prefix + middle + end);
                    if (fault != null) {
                        slow.add(name + " " + fault + " for '" + prefix + "', many '" + pump + "', '" + end + "'");
                        return;
                    }
                }
            }
        }
    }

    private static @Nullable String fault(Use use, String text) {
        try {
            if (use.millis(text) < SUSPICIOUS_MILLIS) {
                return null;
            }
            // Again, because the machine may have paused.
            long millis = Math.min(use.millis(text), use.millis(text));
            return millis < SUSPICIOUS_MILLIS ? null : "takes " + millis + " ms";
        } catch (StackOverflowError e) {
            return "overflows the stack";
        }
    }

    /**
     * One and two of the characters that the expression names, and of those that many classes of characters contain.
     */
    private static List<String> pumps(String regex) {
        Set<String> characters = new LinkedHashSet<>(List.of("a", "0", " ", "-", "."));
        regex.chars()
                .filter(character -> character > ' ' && character < 0x7f && "\\()?*+|{}^".indexOf(character) < 0)
                .mapToObj(character -> String.valueOf((char) character))
                .limit(25)
                .forEach(characters::add);
        List<String> pumps = new ArrayList<>(characters);
        characters.forEach(first -> Stream.of("a", "0", ".", "-", " ")
                .filter(second -> !second.equals(first))
                .forEach(second -> pumps.add(first + second)));
        pumps.addAll(List.of("%41", "a.a-", "\n", "\u001b[", "a\n", "\u00e9"));
        return pumps;
    }

    private static Map<String, Use> uses() throws IOException {
        Map<String, Use> uses = new TreeMap<>();
        var ours = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackagesOf(RollcallApplication.class);
        for (JavaClass type : ours) {
            for (Field field : type.reflect().getDeclaredFields()) {
                String name = type.getName() + "." + field.getName();
                if (field.getType() == Pattern.class && Modifier.isStatic(field.getModifiers())) {
                    uses.put(name, new Use(pattern(field), isSearched(type, field.getName())));
                }
                var constraint = field.getAnnotation(jakarta.validation.constraints.Pattern.class);
                if (constraint != null) {
                    uses.put(name, new Use(Pattern.compile(constraint.regexp()), false));
                }
            }
        }
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                for (MatchResult inline :
                        INLINE.matcher(Files.readString(file)).results().toList()) {
                    String regex = inline.group(2).translateEscapes();
                    uses.put(
                            file.getFileName() + " " + regex,
                            new Use(Pattern.compile(regex), !inline.group(1).equals("matches")));
                }
            }
        }
        return uses;
    }

    private static Pattern pattern(Field field) {
        try {
            field.setAccessible(true);
            return (Pattern) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the source searches with it; otherwise the whole text must match. */
    private static boolean isSearched(JavaClass type, String field) {
        Path file = Path.of(
                "src/main/java", type.getName().replaceFirst("\\$.*", "").replace('.', '/') + ".java");
        try {
            String source = Files.readString(file);
            String use = "\\b" + field + "\\s*\\.\\s*";
            return Pattern.compile(use + "(split|matcher\\([^;]{1,200}?\\)\\s*\\.(replace|find|results))")
                            .matcher(source)
                            .find()
                    || (source.contains(".find()") && source.contains(field + ".matcher("));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An expression, and whether a text is searched for it. */
    private record Use(Pattern pattern, boolean isSearched) {

        long millis(String text) {
            long start = System.nanoTime();
            var matcher = pattern.matcher(text);
            if (isSearched) {
                while (matcher.find()) {
                    // Each match, as a replacement does.
                }
            } else {
                matcher.matches();
            }
            return (System.nanoTime() - start) / 1_000_000;
        }

        @Override
        public String toString() {
            return pattern.pattern();
        }
    }
}
