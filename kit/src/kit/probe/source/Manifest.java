package kit.probe.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file in which an application declares its dependencies.
 *
 * @param locks files that hold exact versions for it; one is enough
 * @param loose finds a version in it that is not exact, which matters without a lock file; null if only a lock file is
 *     exact
 */
record Manifest(String file, List<String> locks, @Nullable Loose loose) {

    static final List<Manifest> ALL = List.of(
            new Manifest(
                    "package.json",
                    List.of("package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock"),
                    matching("\"[^\"]+\":\\s*\"[~^<>*][^\"]*\"")),
            new Manifest("pom.xml", List.of(), MavenVersions::loose),
            new Manifest(
                    "build.gradle",
                    List.of("gradle.lockfile"),
                    matching("['\"][^'\"]*:(?:latest\\.\\w+|\\d[\\d.]*\\+)['\"]")),
            new Manifest("requirements.txt", List.of("uv.lock"), matching("(?m)^(?!.*(?:==|@ ))[A-Za-z].*$")),
            new Manifest("pyproject.toml", List.of("uv.lock", "poetry.lock", "pdm.lock", "requirements.txt"), null),
            new Manifest("Pipfile", List.of("Pipfile.lock"), null),
            new Manifest("Gemfile", List.of("Gemfile.lock"), null),
            new Manifest("go.mod", List.of(), matching("(?!)")),
            new Manifest("Cargo.toml", List.of("Cargo.lock"), null),
            new Manifest("composer.json", List.of("composer.lock"), null),
            new Manifest("mix.exs", List.of("mix.lock"), null));

    /** Empty if the application has no such file; else what is loose in it, an empty text for nothing. */
    Optional<String> examine(Path directory) throws IOException {
        Path manifest = directory.resolve(file);
        if (!Files.isRegularFile(manifest)) {
            return Optional.empty();
        }
        if (locks.stream().anyMatch(lock -> Files.isRegularFile(directory.resolve(lock)))) {
            return Optional.of("");
        }
        if (loose == null) {
            return Optional.of("has no lock file (" + String.join(", ", locks) + ")");
        }
        return Optional.of(loose.in(Files.readString(manifest))
                .map(found -> "has a version that is not exact, and no lock file: " + found.replaceAll("\\s+", " "))
                .orElse(""));
    }

    private static Loose matching(String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return text -> compiled.matcher(text).results().findFirst().map(MatchResult::group);
    }

    /** Finds what is not exact in the text of a manifest. */
    interface Loose {

        Optional<String> in(String text) throws IOException;
    }
}
