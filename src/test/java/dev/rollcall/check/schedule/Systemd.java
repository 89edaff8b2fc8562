package dev.rollcall.check.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import testing.Tool;

/** Runs {@code systemd-analyze}, from Debian's package {@code systemd}, which explains calendar expressions. */
final class Systemd {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final Pattern ELAPSE =
            Pattern.compile("(?:Next elapse|Iter\\. #\\d+): \\w+ ([0-9-]{10} [0-9:]{8}) UTC");

    private Systemd() {}

    /** The next times of each expression, at most ten. An expression that systemd refuses is missing. */
    static Map<String, List<Instant>> elapses(Instant start, List<String> expressions) throws Exception {
        var command = new ArrayList<String>();
        command.add(Tool.require("systemd-analyze").toString());
        command.add("calendar");
        command.add("--iterations=10");
        command.add("--base-time=" + SECONDS.format(LocalDateTime.ofInstant(start, ZoneOffset.UTC)) + " UTC");
        command.addAll(expressions);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TZ", "UTC");
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return read(output, expressions);
    }

    private static Map<String, List<Instant>> read(String output, List<String> expressions) {
        List<List<Instant>> blocks = Pattern.compile("Normalized form:")
                .splitAsStream(output)
                .skip(1)
                .map(Systemd::instants)
                .toList();
        var found = new LinkedHashMap<String, List<Instant>>();
        int block = 0;
        for (String expression : expressions) {
            if (!output.contains("Failed to parse calendar specification '" + expression + "'")) {
                found.put(expression, blocks.get(block++));
            }
        }
        assertThat(block).as(output).isEqualTo(blocks.size());
        return found;
    }

    private static List<Instant> instants(String block) {
        var instants = new ArrayList<Instant>();
        Matcher elapse = ELAPSE.matcher(block);
        while (elapse.find()) {
            instants.add(LocalDateTime.parse(elapse.group(1), SECONDS).toInstant(ZoneOffset.UTC));
        }
        return instants;
    }
}
