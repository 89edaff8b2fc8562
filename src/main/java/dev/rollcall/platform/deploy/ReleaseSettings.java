package dev.rollcall.platform.deploy;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The platform's values for this release: RELEASE_VERSION and SOURCE_VERSION, or the variables that Heroku
 * (HEROKU_RELEASE_VERSION, HEROKU_SLUG_COMMIT) and Dokku (GIT_REV) set.
 */
@ConfigurationProperties
public record ReleaseSettings(
        @Nullable String releaseVersion,
        @Nullable String sourceVersion,
        @Nullable String herokuReleaseVersion,
        @Nullable String herokuSlugCommit,
        @Nullable String gitRev) {

    /** Reads the variables directly, for a start that fails before they are bound. */
    public static ReleaseSettings in(Map<String, String> environment) {
        return new ReleaseSettings(
                environment.get("RELEASE_VERSION"),
                environment.get("SOURCE_VERSION"),
                environment.get("HEROKU_RELEASE_VERSION"),
                environment.get("HEROKU_SLUG_COMMIT"),
                environment.get("GIT_REV"));
    }
}
