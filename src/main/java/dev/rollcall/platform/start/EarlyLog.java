package dev.rollcall.platform.start;

import dev.rollcall.platform.deploy.Build;
import dev.rollcall.platform.deploy.Release;
import dev.rollcall.platform.deploy.ReleaseSettings;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.log.JsonLog;
import dev.rollcall.platform.log.Printable;
import dev.rollcall.platform.process.CommandLine;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.json.JsonWriter;

/** Writes to the event stream before logging is configured, with the same fields. */
final class EarlyLog {

    private final PrintStream out;
    private final CommandLine launch;
    private final Map<String, String> environment;

    EarlyLog(PrintStream out, CommandLine launch, Map<String, String> environment) {
        this.out = out;
        this.launch = launch;
        this.environment = environment;
    }

    /** Reports all faults that prevent the start. */
    void refused(List<String> faults) {
        error("process.refused", "cannot start: " + String.join("; ", faults), Map.of("faults", faults));
    }

    /** Reports an uncaught exception, like {@link ProcessLog} does once logging is configured. */
    void failed(Thread thread, Throwable failure) {
        var trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        error(
                "thread.failed",
                "a thread died of an uncaught exception: " + FailureReason.of(failure),
                Map.of("failed_thread", thread.getName(), "stack_trace", JsonLog.cut(trace.toString())));
    }

    private void error(String event, String message, Map<String, ?> more) {
        String format = environment.get("LOG_FORMAT");
        boolean asText = (format == null || format.isBlank()) ? ForPerson.is(launch) : format.equalsIgnoreCase("text");
        if (asText) {
            out.println(Printable.escaped(message));
            return;
        }
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", Instant.now().toString());
        line.put("level", "ERROR");
        line.put("event", event);
        line.put("process", launch.label());
        line.put(
                "release",
                Release.of(ReleaseSettings.in(environment), Build.properties(), Release.UNKNOWN)
                        .version());
        line.put("message", message);
        line.putAll(more);
        out.println(JsonWriter.standard().writeToString(line));
    }
}
