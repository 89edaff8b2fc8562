package factors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;
import testing.Linux;
import testing.Receiver;
import testing.Tool;

/** Every dependency is declared, pinned and inside the jar; the machine provides only a Java runtime. */
class Factor02DependenciesTest {

    private static final String LIBRARIES = "BOOT-INF/lib/";

    @Test
    void theSameSourcesProduceTheSameJarInAnyDirectoryTimeZoneAndLanguage() {
        Path second = SecondBuild.get().jar();
        assertThat(Checkout.differences(second, Checkout.JAR))
                .as("entries that differ")
                .isEmpty();
        assertThat(Checkout.sha256(second)).isEqualTo(Checkout.sha256(Checkout.JAR));
    }

    @Test
    void everyLibraryInTheJarIsListedInItsSbomAndNoneIsASnapshot() throws Exception {
        Checkout.requireOnlineBuild();
        try (var jar = new JarFile(Checkout.JAR.toFile())) {
            Set<String> listed = StreamSupport.stream(
                            Deploy.JSON
                                    .readTree(Checkout.sbom())
                                    .get("components")
                                    .spliterator(),
                            false)
                    .map(component -> component.get("name").asString() + "-"
                            + component.get("version").asString() + ".jar")
                    .collect(Collectors.toSet());
            List<String> packed = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
                    .map(name -> name.substring(LIBRARIES.length()))
                    // Added by Spring Boot's packaging in its own version.
                    .filter(name -> !name.equals("spring-boot-jarmode-tools-" + bootVersion(jar) + ".jar"))
                    .toList();
            assertThat(packed).hasSizeGreaterThan(50).noneMatch(name -> name.contains("SNAPSHOT"));
            assertThat(listed).containsAll(packed);
        }
    }

    @Test
    @EnabledOnOs(LINUX)
    void webAndWorkerWorkWithoutAPathAndStartNoOtherProgram() {
        RunningRelease release = RunningRelease.get();
        try (var receiver = Receiver.start()) {
            String key = release.deploy().project().get("api_key").asString();
            Deploy.expectAlert(release.web(), key, receiver);
        }
        assertThat(List.of(release.web(), release.worker()))
                .as("processes without a PATH, which have done what all tests asked of them")
                .noneMatch(process -> Linux.hasHadChildren(process.pid()));
    }

    @Test
    void aRunningWebProcessServesItsSbom() throws Exception {
        Checkout.requireOnlineBuild();
        assertThat(RunningRelease.get().web().get("/actuator/sbom/application").body())
                .isEqualTo(Checkout.sbom());
    }

    @Test
    void theBuildRefusesAVersionThatMayChange(@TempDir Path directory, @TempDir Path repository) throws Exception {
        Checkout.require();
        publish(repository.resolve("elsewhere"));
        copyBuildTo(directory, Map.of());
        String pom = Files.readString(directory.resolve("pom.xml"));
        Files.writeString(
                directory.resolve("pom.xml"),
                pom.replaceFirst(
                                "\n  <dependencies>\n",
                                "\n  <dependencies>\n" + dependency("ranged", "[1,2)")
                                        + dependency("snapshot", "1-SNAPSHOT"))
                        .replaceFirst(
                                "\n  <build>\n",
                                "\n  <repositories><repository><id>elsewhere</id><url>"
                                        + repository.resolve("elsewhere").toUri()
                                        + "</url></repository></repositories>\n  <build>\n"));

        Checkout.Ended build = Checkout.maven(
                directory,
                Map.of(),
                "-o",
                "validate",
                "-Daether.offline.protocols=file",
                // The local repository must not keep libraries that come from elsewhere.
                "-Dmaven.repo.local=" + repository.resolve("local"),
                "-Dmaven.repo.local.tail=" + Checkout.localRepository());
        assertThat(build.status()).isNotZero();
        assertThat(build.output())
                .contains("BanDynamicVersions", "dev.rollcall.test:ranged", "RequireReleaseDeps")
                .contains("dev.rollcall.test:snapshot");
    }

    @Test
    void theWrapperRefusesAMavenWithAnotherChecksum(@TempDir Path directory, @TempDir Path home) throws Exception {
        Checkout.require();
        Path other = Files.writeString(home.resolve("apache-maven.zip"), "not Maven");
        copyBuildTo(directory, Map.of("distributionUrl", other.toUri().toString()));
        Checkout.Ended build = Checkout.maven(
                directory, Map.of("MAVEN_USER_HOME", home.resolve("m2").toString()), "--version");
        assertThat(build.status()).isNotZero();
        assertThat(build.output()).contains("Failed to validate Maven distribution SHA-256");

        Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        copyBuildTo(elsewhere, Map.of("wrapperSha256Sum", "0".repeat(64)));
        build = Checkout.maven(elsewhere, Map.of(), "--version");
        assertThat(build.status()).isNotZero();
        assertThat(build.output()).contains("Failed to validate Maven wrapper SHA-256");
    }

    /** A bare JDK image has no curl, wget, unzip, which or git. */
    @Test
    void theWrapperFetchesMavenWithOnlyAJdkAShellAndCoreutils(@TempDir Path directory, @TempDir Path home)
            throws Exception {
        Checkout.requireOnlineBuild();
        Checkout.copyTo(directory);
        Files.delete(directory.resolve(".mvn/wrapper/maven-wrapper.jar"));
        Path programs = Files.createDirectory(home.resolve("bin"));
        for (String name : List.of("cat", "dirname", "expr", "readlink", "rm", "sha256sum", "sh", "tr", "uname")) {
            Files.createSymbolicLink(programs.resolve(name), Tool.require(name));
        }

        Checkout.Ended build = Checkout.maven(
                directory,
                Map.of(
                        "PATH", programs.toString(),
                        "MAVEN_USER_HOME", home.resolve("m2").toString()),
                "--version");

        assertThat(build.output()).contains("3.9.");
        assertThat(build.status()).isZero();
        assertThat(home.resolve("m2/wrapper/dists")).isNotEmptyDirectory();
    }

    private static String bootVersion(JarFile jar) {
        try {
            return jar.getManifest().getMainAttributes().getValue("Spring-Boot-Version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The build without the sources, and with other properties of its wrapper. */
    private static void copyBuildTo(Path directory, Map<String, String> wrapper) throws IOException {
        for (String name : List.of("pom.xml", "mvnw", ".mvn/jvm.config")) {
            Checkout.copy(Checkout.ROOT.resolve(name), directory.resolve(name));
        }
        Checkout.copyWrapperTo(directory);
        String file = ".mvn/wrapper/maven-wrapper.properties";
        var properties = new Properties();
        properties.load(new ByteArrayInputStream(Files.readAllBytes(Checkout.ROOT.resolve(file))));
        properties.putAll(wrapper);
        Files.write(
                directory.resolve(file),
                properties.stringPropertyNames().stream()
                        .map(name -> name + "=" + properties.getProperty(name))
                        .toList());
    }

    private static String dependency(String artifact, String version) {
        return "<dependency><groupId>dev.rollcall.test</groupId><artifactId>" + artifact + "</artifactId><version>"
                + version + "</version><type>pom</type></dependency>\n";
    }

    /** A repository with one library requested by a range, and one snapshot. */
    private static void publish(Path repository) throws IOException {
        publish(repository, "ranged", "1.0", "<versions><version>1.0</version></versions>", "");
        publish(repository, "snapshot", "1-SNAPSHOT", "", "<snapshot><localCopy>true</localCopy></snapshot>");
    }

    private static void publish(Path repository, String artifact, String version, String versions, String snapshot)
            throws IOException {
        String coordinates = "<groupId>dev.rollcall.test</groupId><artifactId>" + artifact + "</artifactId>";
        Path all = Files.createDirectories(repository.resolve("dev/rollcall/test/" + artifact));
        Path one = Files.createDirectories(all.resolve(version));
        Files.writeString(
                all.resolve("maven-metadata.xml"),
                "<metadata>" + coordinates + "<versioning>" + versions + "</versioning></metadata>");
        Files.writeString(
                one.resolve("maven-metadata.xml"),
                "<metadata>" + coordinates + "<version>" + version + "</version><versioning>" + snapshot
                        + "</versioning></metadata>");
        Files.writeString(
                one.resolve(artifact + "-" + version + ".pom"),
                "<project><modelVersion>4.0.0</modelVersion>" + coordinates + "<version>" + version
                        + "</version><packaging>pom</packaging></project>");
    }
}
