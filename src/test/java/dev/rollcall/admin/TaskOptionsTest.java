package dev.rollcall.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskOptionsTest {

    private static final String ID = "0d9a1c7e-33b1-4b0a-9f0e-5a2b1c3d4e5f";

    @Test
    void anIdIsRead() {
        assertThat(new TaskOptions(Map.of("key", " " + ID + " ")).requiredId("key"))
                .isEqualTo(UUID.fromString(ID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-1-1-1-1", "wXq0zZ7v9kq4s3cr3t", ""})
    void anInvalidIdIsRefusedAndNotRepeatedBecauseItMayBeAKey(String text) {
        assertThatThrownBy(() -> new TaskOptions(Map.of("key", text)).requiredId("key"))
                .isInstanceOf(WrongUsageException.class)
                .hasMessage("--key must be an id: 8-4-4-4-12 hexadecimal digits");
    }

    @Test
    void aFlagIsOffUnlessGiven() {
        assertThat(new TaskOptions(Map.of()).isOn("dry-run")).isFalse();
        assertThat(new TaskOptions(Map.of("dry-run", "true")).isOn("dry-run")).isTrue();
        assertThat(new TaskOptions(Map.of("dry-run", "false")).isOn("dry-run")).isFalse();
    }

    @Test
    void aFlagWithAnInvalidValueIsRefused() {
        assertThatThrownBy(() -> new TaskOptions(Map.of("dry-run", "yes")).isOn("dry-run"))
                .isInstanceOf(WrongUsageException.class)
                .hasMessageContaining("--dry-run");
    }
}
