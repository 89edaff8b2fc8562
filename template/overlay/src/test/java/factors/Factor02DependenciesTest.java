package factors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import testing.Linux;

/** Every dependency is declared, pinned and inside the jar; the machine provides only a Java runtime. */
class Factor02DependenciesTest {

    private static final String LIBRARIES = "BOOT-INF/lib/";

    @Test
    void everyLibraryInTheJarIsListedInItsSbomAndNoneIsASnapshot() throws Exception {
        Checkout.requireOnlineBuild();
        Set<String> listed = Deploy.JSON
                .readTree(Checkout.sbom())
                .get("components")
                .valueStream()
                .map(component -> component.get("name").asString() + "-"
                        + component.get("version").asString() + ".jar")
                .collect(Collectors.toSet());
        try (var jar = new JarFile(Checkout.JAR.toFile())) {
            List<String> packed = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
                    .map(name -> name.substring(LIBRARIES.length()))
                    // Added by Spring Boot's packaging in its own version.
                    .filter(name -> !name.startsWith("spring-boot-jarmode-tools-"))
                    .toList();
            assertThat(packed).hasSizeGreaterThan(50).noneMatch(name -> name.contains("SNAPSHOT"));
            assertThat(listed).containsAll(packed);
        }
    }

    @Test
    @EnabledOnOs(LINUX)
    void webAndWorkerWorkWithoutAPathAndStartNoOtherProgram() {
        RunningRelease running = RunningRelease.get();
        running.deploy().expectWork(running.web());

        assertThat(Linux.children(running.web().pid())).isEmpty();
        assertThat(Linux.children(running.worker().pid())).isEmpty();
    }
}
