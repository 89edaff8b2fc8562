package kit.report;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import kit.probe.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The result of a run.
 *
 * @param directory the name of the directory that was examined
 * @param commit of the application; null outside of a repository
 * @param at the time of the run, ISO 8601
 */
public record Report(
        String directory,
        @Nullable String commit,
        String at,
        Duration taken,
        Map<String, Long> measures,
        List<Examined> findings) {

    /** In the order of the factors; within one, as they ran. */
    public Report {
        findings = findings.stream()
                .sorted(Comparator.comparing(examined -> examined.probe().factor()))
                .toList();
    }

    public long count(Verdict verdict) {
        return findings.stream()
                .filter(examined -> examined.finding().verdict() == verdict)
                .count();
    }
}
