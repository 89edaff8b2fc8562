package kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.probe.Verdict;
import kit.service.Application;
import kit.service.Limits;
import kit.service.Service;
import kit.service.Workspace;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The probes of the source and of the build, on small repositories. */
class SourceProbeTest {

    private static final Limits LIMITS =
            new Limits(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(20));
    /** Connects to the host and port of a URL of a database. */
    private static final String CONNECT =
            "at=${DATABASE_URL##*@}; at=${at%%/*}; bash -c \"exec 3<>/dev/tcp/${at%%:*}/${at##*:}\"; echo a > a.out";

    @TempDir
    private Path directory;

    @BeforeEach
    void aRepository() throws Exception {
        write("Procfile", "web: x\n");
        write("src.txt", "source\n");
        commit();
    }

    @Test
    void aRepositoryHasOneApplication() throws Exception {
        assertThat(examine("codebase.repository", null).verdict()).isEqualTo(Verdict.HOLDS);

        Files.createDirectory(directory.resolve("second"));
        write("second/Procfile", "web: y\n");
        commit();

        assertThat(examine("codebase.repository", null))
                .isEqualTo(Finding.doesNotHold("several applications in one directory: Procfile, second/Procfile"));
    }

    @Test
    void aDirectoryOutsideOfARepositoryIsNotJudged() throws Exception {
        run("rm", "-rf", ".git");

        assertThat(examine("codebase.repository", null).verdict()).isEqualTo(Verdict.NOT_SEEN);
        assertThat(examine("dependencies.declared", null).verdict()).isEqualTo(Verdict.NOT_SEEN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                package.json     | {"dependencies": {"a": "^1.2"}}                                                     | DOES_NOT_HOLD
                package.json     | {"dependencies": {"a": "1.2.3"}}                                                    | HOLDS
                requirements.txt | flask==2.1.3                                                                        | HOLDS
                requirements.txt | flask>=2                                                                            | DOES_NOT_HOLD
                requirements.txt | flask                                                                               | DOES_NOT_HOLD
                pyproject.toml   | [project]                                                                           | DOES_NOT_HOLD
                Gemfile          | gem "rails"                                                                         | DOES_NOT_HOLD
                pom.xml          | <project><version>1-SNAPSHOT</version><dependency><version>2</version></dependency></project> | HOLDS
                pom.xml          | <dependency><version>[1,2)</version></dependency>                                   | DOES_NOT_HOLD
                pom.xml          | <project><parent><artifactId>a</artifactId><version>2-SNAPSHOT</version></parent></project> | DOES_NOT_HOLD
                pom.xml          | <project><plugin><artifactId>e</artifactId><rule><version>[17,)</version></rule></plugin><dependency><version>2</version></dependency></project> | HOLDS
                pom.xml          | <project><plugin><artifactId>e</artifactId><version>LATEST</version></plugin></project> | DOES_NOT_HOLD
                build.gradle     | implementation 'a:b:1.+'                                                            | DOES_NOT_HOLD
                build.gradle     | implementation 'a:b:1.2'                                                            | HOLDS
                go.mod           | require a v1.2.3                                                                    | HOLDS
                """)
    void versionsAreExactInTheManifest(String file, String content, Verdict expected) throws Exception {
        write(file, content);

        Finding finding = examine("dependencies.declared", null);

        assertThat(finding.verdict()).as(finding.evidence()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"package.json, package-lock.json", "Gemfile, Gemfile.lock", "pyproject.toml, uv.lock"})
    void aLockFileMakesVersionsExact(String manifest, String lock) throws Exception {
        write(manifest, "\"a\": \"^1\"");
        write(lock, "");

        assertThat(examine("dependencies.declared", null).verdict()).isEqualTo(Verdict.HOLDS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                dependencies.clean-build | HOLDS         | cp src.txt a.out
                dependencies.clean-build | DOES_NOT_HOLD | cat no-such-file
                build.reproducible       | HOLDS         | cp src.txt a.out
                build.reproducible       | DOES_NOT_HOLD | date +%N > a.out
                build.reproducible       | DOES_NOT_HOLD | pwd > a.out
                build.reproducible       | NOT_SEEN      | true
                build.no-database        | HOLDS         | cp src.txt a.out
                """)
    void aBuildIsMadeTwiceAndCompared(String probe, Verdict expected, String command) throws Exception {
        Finding finding = examine(probe, command);

        assertThat(finding.verdict()).as(finding.evidence()).isEqualTo(expected);
    }

    @Test
    void aBuildThatConnectsToTheDatabaseIsSeen() throws Exception {
        Finding finding = examine("build.no-database", CONNECT);

        assertThat(finding.verdict()).as(finding.evidence()).isEqualTo(Verdict.DOES_NOT_HOLD);
    }

    private Finding examine(String name, @Nullable String build) throws Exception {
        var application = new Application(directory, Map.of("web", "x"), null, build, "*.out", Map.of(), Set.of(), "/");
        try (Workspace workspace = Workspace.copyOf(directory);
                var service = new Service(application, LIMITS, workspace, null)) {
            Probe probe = SampleRun.named(name);
            return probe.examine(service);
        }
    }

    private void write(String file, String content) throws Exception {
        Files.writeString(directory.resolve(file), content);
    }

    private void commit() throws Exception {
        run("git", "init", "--quiet");
        run("git", "add", "--all");
        run("git", "-c", "user.name=n", "-c", "user.email=n@example.com", "commit", "--quiet", "--message=m");
    }

    private void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }
}
