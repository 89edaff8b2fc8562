package dev.rollcall.platform.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.info.BuildProperties;

class ReleaseTest {

    private static final String DIGEST = "d19e57";
    private static final String BUILT = "b01dcafe0123456789ab00000000000000000000";
    private static final BuildProperties BUILD = build(Map.of("commit", BUILT, "time", "2026-01-02T03:04:05Z"));

    @Test
    void theVersionIsRollcallsOwnVariableThenHerokus() {
        assertThat(Release.of(settings("v1", null, "v2", null, null), BUILD, DIGEST)
                        .version())
                .isEqualTo("v1");
        assertThat(Release.of(settings(null, null, "v2", null, null), BUILD, DIGEST)
                        .version())
                .isEqualTo("v2");
    }

    @Test
    void theVersionIsTheStartOfTheCommitWhenThePlatformNamesNone() {
        assertThat(Release.of(settings(null, "0123456789abcdef", null, null, null), BUILD, DIGEST)
                        .version())
                .isEqualTo("0123456789ab");
        assertThat(Release.of(settings(null, "abc", null, null, null), BUILD, DIGEST)
                        .version())
                .isEqualTo("abc");
    }

    @Test
    void theCommitIsSourceVersionThenHerokusThenDokkusThenTheBuilds() {
        assertThat(Release.of(settings(null, "source", null, "heroku", "dokku"), BUILD, DIGEST)
                        .commit())
                .isEqualTo("source");
        assertThat(Release.of(settings(null, null, null, "heroku", "dokku"), BUILD, DIGEST)
                        .commit())
                .isEqualTo("heroku");
        assertThat(Release.of(settings(null, null, null, null, "dokku"), BUILD, DIGEST)
                        .commit())
                .isEqualTo("dokku");
        assertThat(Release.of(settings(null, null, null, null, null), BUILD, DIGEST)
                        .commit())
                .isEqualTo(BUILT);
    }

    @Test
    void aBlankVariableIsSkipped() {
        Release release = Release.of(settings(" ", "", " v2 ", null, null), BUILD, DIGEST);

        assertThat(release.version()).isEqualTo("v2");
        assertThat(release.commit()).isEqualTo(BUILT);
    }

    @Test
    void aPlaceholderThatMavenLeftMeansUnknown() {
        Release release = Release.of(
                settings(null, null, null, null, null), build(Map.of("commit", "${env.SOURCE_VERSION}")), DIGEST);

        assertThat(release.commit()).isEqualTo("unknown");
        assertThat(release.version()).isEqualTo("unknown");
    }

    @Test
    void withoutAnyDescriptionOfTheBuildOnlyJarAndJavaAreKnown() {
        assertThat(Release.of(settings(null, null, null, null, null), null, DIGEST))
                .isEqualTo(new Release(
                        "unknown",
                        "unknown",
                        "unknown",
                        DIGEST,
                        Runtime.version().toString()));
    }

    @Test
    void theBuildTimeIsInIso8601() {
        assertThat(Release.of(settings(null, null, null, null, null), BUILD, DIGEST)
                        .builtAt())
                .isEqualTo("2026-01-02T03:04:05Z");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "v42, Rollcall/v42",
                "1.2.3-rc_1, Rollcall/1.2.3-rc_1",
                "\"v1\r\nX-Evil: 1\", Rollcall/v1--X-Evil--1",
                "v1 (blüte), Rollcall/v1--bl-te-"
            })
    void theUserAgentIsSafeInAHeader(String version, String userAgent) {
        assertThat(Release.of(settings(version, null, null, null, null), BUILD, DIGEST)
                        .userAgent())
                .isEqualTo(userAgent);
    }

    private static ReleaseSettings settings(
            @Nullable String releaseVersion,
            @Nullable String sourceVersion,
            @Nullable String herokuReleaseVersion,
            @Nullable String herokuSlugCommit,
            @Nullable String gitRev) {
        return new ReleaseSettings(releaseVersion, sourceVersion, herokuReleaseVersion, herokuSlugCommit, gitRev);
    }

    private static BuildProperties build(Map<String, String> entries) {
        var properties = new Properties();
        properties.putAll(entries);
        return new BuildProperties(properties);
    }
}
