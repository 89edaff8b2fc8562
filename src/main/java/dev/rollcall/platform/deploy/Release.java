package dev.rollcall.platform.deploy;

import java.time.Instant;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.info.BuildProperties;

/**
 * Which release this process runs.
 *
 * @param version the platform's name for build plus configuration, else the commit's first twelve digits
 * @param commit the commit the jar was built from, or {@code unknown}
 * @param builtAt ISO 8601, the commit's own time so that builds can be repeated; or {@code unknown}
 * @param jarSha256 digest of the jar that runs, as {@code sha256sum} prints it; or {@code unknown}
 * @param java the Java version that runs it
 */
public record Release(String version, String commit, String builtAt, String jarSha256, String java) {

    /** A value that neither the platform nor the build provides. */
    public static final String UNKNOWN = "unknown";

    private static final int SHORT_COMMIT_LENGTH = 12;
    /** A build without git is dated to the earliest time that a zip file can hold. */
    private static final Instant EARLIEST_BUILD = Instant.parse("1980-01-02T00:00:00Z");

    /** Uses the platform's values, and otherwise those that the build recorded. */
    public static Release of(ReleaseSettings settings, @Nullable BuildProperties build, String jarSha256) {
        BuildProperties built = build == null ? new BuildProperties(new Properties()) : build;
        String commit = first(settings.sourceVersion(), settings.herokuSlugCommit(), settings.gitRev(), commit(built));
        String version = first(
                settings.releaseVersion(),
                settings.herokuReleaseVersion(),
                commit.substring(0, Math.min(SHORT_COMMIT_LENGTH, commit.length())));
        Instant time = built.getTime();
        String builtAt = time == null || time.isBefore(EARLIEST_BUILD) ? UNKNOWN : time.toString();
        return new Release(
                version, commit, builtAt, jarSha256, Runtime.version().toString());
    }

    /** The {@code User-Agent} header of requests to other services. */
    public String userAgent() {
        return "Rollcall/" + version.replaceAll("[^A-Za-z0-9._-]", "-");
    }

    private static @Nullable String commit(BuildProperties build) {
        String commit = build.get("commit");
        // A build without git and without SOURCE_VERSION keeps Maven's placeholder.
        return commit == null || commit.startsWith("${") ? null : commit;
    }

    private static String first(@Nullable String... candidates) {
        return Stream.of(candidates)
                .filter(Objects::nonNull)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(UNKNOWN);
    }
}
