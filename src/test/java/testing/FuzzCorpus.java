package testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * The inputs that a fuzzer has found for a target: one a line, as a JSON string whose characters stand for bytes. So a
 * person can read them, and a difference is shown line by line.
 *
 * <p>{@code bin/fuzz} runs this class: {@code unpack TARGET DIRECTORY} writes each input to a file of its own, as
 * fuzzers read them, and {@code pack} does the reverse.
 */
public final class FuzzCorpus {

    private static final Path ROOT = Path.of("src", "test", "resources", "fuzz");
    private static final JsonMapper JSON = JsonMapper.shared();

    private FuzzCorpus() {}

    /** The inputs of the target with this simple class name. */
    public static List<byte[]> of(String target) {
        try {
            return Files.readAllLines(file(target)).stream()
                    .map(line -> JSON.readValue(line, String.class).getBytes(StandardCharsets.ISO_8859_1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The inputs as texts, which is how most targets read them. */
    public static List<String> texts(String target) {
        return of(target).stream()
                .map(input -> new String(input, StandardCharsets.UTF_8))
                .toList();
    }

    /** Runs {@code unpack} or {@code pack}. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[2]);
        if (arguments[0].equals("unpack")) {
            unpack(arguments[1], directory);
        } else {
            pack(arguments[1], directory);
        }
    }

    private static void unpack(String target, Path directory) throws IOException {
        Files.createDirectories(directory);
        int n = 0;
        for (byte[] input : Files.exists(file(target)) ? of(target) : List.<byte[]>of()) {
            Files.write(directory.resolve("kept-" + n), input);
            n++;
        }
    }

    private static void pack(String target, Path directory) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> inputs = Files.list(directory)) {
            for (Path input : inputs.toList()) {
                lines.add(JSON.writeValueAsString(Files.readString(input, StandardCharsets.ISO_8859_1)));
            }
        }
        lines.sort(null);
        Files.createDirectories(ROOT);
        Files.write(file(target), lines);
    }

    private static Path file(String target) {
        return ROOT.resolve(target + ".txt");
    }
}
