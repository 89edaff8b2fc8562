package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each table has one module that writes it. A second writer needs a reason in this list. */
class TableWritersTest {

    private static final Path SOURCES = Path.of("src", "main", "java", "dev", "rollcall");
    private static final Pattern WRITE =
            Pattern.compile("\\b(?:INSERT INTO|UPDATE|DELETE FROM|MERGE INTO|TRUNCATE)\\s+([a-z_]+)\\b");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);
    private static final Pattern ENTITY = Pattern.compile("@Table\\(name = \"([a-z_]+)\"");
    /** The words after UPDATE in {@code FOR UPDATE OF} and {@code ON CONFLICT DO UPDATE SET}. */
    private static final Set<String> NO_TABLES = Set.of("of", "on", "set", "skip", "nowait");

    private static final Map<String, Set<String>> WRITERS = Map.ofEntries(
            Map.entry("projects", Set.of("project")),
            Map.entry("status_pages", Set.of("statuspage")),
            Map.entry("api_keys", Set.of("project")),
            Map.entry("audit_entries", Set.of("audit")),
            Map.entry("accounts", Set.of("account")),
            Map.entry("memberships", Set.of("account")),
            Map.entry("sign_in_links", Set.of("account")),
            Map.entry("provider_identities", Set.of("account")),
            Map.entry("invitations", Set.of("account")),
            Map.entry("sign_in_attempts", Set.of("signin")),
            // Spring Session writes them, with our statements.
            Map.entry("sessions", Set.of("signin")),
            Map.entry("sessions_attributes", Set.of("signin")),
            Map.entry("checks", Set.of("check")),
            Map.entry("check_parents", Set.of("check")),
            Map.entry("snoozes", Set.of("mute")),
            Map.entry("maintenance_windows", Set.of("mute")),
            Map.entry("maintenance_window_checks", Set.of("mute")),
            // The sweep locks, flips and records in one statement, which keeps two workers apart (ADR 7).
            Map.entry("check_states", Set.of("check", "flip")),
            Map.entry("pings", Set.of("ping")),
            Map.entry("flips", Set.of("flip")),
            Map.entry("channels", Set.of("channel")),
            Map.entry("check_channels", Set.of("channel")),
            Map.entry("channel_members", Set.of("channel")),
            Map.entry("channel_health", Set.of("delivery")),
            Map.entry("deliveries", Set.of("delivery")),
            Map.entry("notices", Set.of("delivery")),
            Map.entry("reports", Set.of("delivery")),
            Map.entry("scheduled_tasks", Set.of("delivery")),
            Map.entry("process_heartbeats", Set.of("platform")),
            Map.entry("outages", Set.of("platform")),
            Map.entry("ingress", Set.of("platform")),
            Map.entry("excuses", Set.of("outage")));

    /** Import writes rows of any table in its list and names no table in its SQL: {@code transfer}. */
    @Test
    void eachTableHasOneModuleThatWritesIt() throws IOException {
        Map<String, Set<String>> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String source = COMMENT.matcher(Files.readString(file)).replaceAll("");
                collect(WRITE.matcher(source), file, found);
                collect(ENTITY.matcher(source), file, found);
            }
        }
        assertThat(found).isEqualTo(new TreeMap<>(WRITERS));
    }

    private static void collect(Matcher matcher, Path file, Map<String, Set<String>> found) {
        while (matcher.find()) {
            if (!NO_TABLES.contains(matcher.group(1))) {
                found.computeIfAbsent(matcher.group(1), table -> new TreeSet<>())
                        .add(SOURCES.relativize(file).getName(0).toString());
            }
        }
    }
}
