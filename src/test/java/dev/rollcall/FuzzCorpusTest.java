package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import testing.FuzzCorpus;

/**
 * Gives the targets of {@code bin/fuzz} all inputs that a fuzzer has ever found: those that led to new code, and those
 * that showed a defect. A class whose name ends in {@code Fuzz} is a target.
 */
class FuzzCorpusTest {

    private static final Path SOURCES = Path.of("src", "test", "java");

    /** Also on a busy machine; each input takes about a millisecond. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    static List<String> targets() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith("Fuzz.java"))
                    .map(file -> SOURCES.relativize(file)
                            .toString()
                            .replace(".java", "")
                            .replace(file.getFileSystem().getSeparator(), "."))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everyParserOfStrangersTextsHasATarget() throws Exception {
        assertThat(targets()).hasSizeGreaterThan(9);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void everyKeptInputKeepsTheProperties(String target) throws Throwable {
        MethodHandle run = MethodHandles.publicLookup()
                .findStatic(
                        Class.forName(target), "fuzzerTestOneInput", MethodType.methodType(void.class, byte[].class));
        List<byte[]> inputs = FuzzCorpus.of(target.substring(target.lastIndexOf('.') + 1));
        assertThat(inputs).isNotEmpty();
        for (byte[] input : inputs) {
            long start = System.nanoTime();
            run.invoke(input);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as(() -> "time for " + new String(input, java.nio.charset.StandardCharsets.ISO_8859_1))
                    .isLessThan(LIMIT);
        }
    }
}
