package testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of the documentation: its blocks of shell commands, each with what it prints. docs/style.md has the form. */
public record Page(Path file, List<Block> blocks) {

    private static final Pattern NOT_RUN = Pattern.compile("<!-- not run: (.+) -->");
    private static final String FENCE = "```";

    /**
     * A block of shell commands.
     *
     * @param line where the block begins
     * @param output the block of text directly below; empty if the commands print nothing
     * @param notRun why a test cannot run it, from the comment directly above
     */
    public record Block(int line, String commands, String output, Optional<String> notRun) {}

    public static Page read(Path file) {
        try {
            return new Page(file, blocks(Files.readAllLines(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The blocks that a test can run. */
    public List<Block> runnable() {
        return blocks.stream().filter(block -> block.notRun().isEmpty()).toList();
    }

    private static List<Block> blocks(List<String> lines) {
        var blocks = new ArrayList<Block>();
        String above = "";
        for (int n = 0; n < lines.size(); n++) {
            String line = lines.get(n);
            if (line.startsWith(FENCE)) {
                int end = end(lines, n);
                if (line.equals(FENCE + "bash")) {
                    blocks.add(new Block(n + 1, text(lines, n, end), outputBelow(lines, end), reason(above)));
                }
                n = end;
            }
            if (!line.isBlank()) {
                above = line;
            }
        }
        return blocks;
    }

    private static String outputBelow(List<String> lines, int end) {
        int next = end + 1;
        while (next < lines.size() && lines.get(next).isBlank()) {
            next++;
        }
        boolean output = next < lines.size() && lines.get(next).equals(FENCE + "text");
        return output ? text(lines, next, end(lines, next)) : "";
    }

    private static Optional<String> reason(String above) {
        Matcher marker = NOT_RUN.matcher(above);
        return marker.matches() ? Optional.of(marker.group(1)) : Optional.empty();
    }

    /** The line that closes the block that this line opens. */
    private static int end(List<String> lines, int start) {
        for (int n = start + 1; n < lines.size(); n++) {
            if (lines.get(n).equals(FENCE)) {
                return n;
            }
        }
        throw new IllegalArgumentException("the block of line " + (start + 1) + " has no end");
    }

    private static String text(List<String> lines, int start, int end) {
        return String.join("\n", lines.subList(start + 1, end));
    }
}
