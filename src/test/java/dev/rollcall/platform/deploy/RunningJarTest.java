package dev.rollcall.platform.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningJarTest {

    @Test
    void theDigestIsTheOneThatSha256sumPrints(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("app.jar"), "abc");

        assertThat(RunningJar.sha256(file))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void aRunFromClassesHasNoJar() {
        RunningJar.beginDigest();

        assertThat(RunningJar.sha256()).isEqualTo("unknown");
    }
}
