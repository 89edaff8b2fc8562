package dev.rollcall.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {

    @AfterEach
    void forget() {
        RequestId.set(null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0b1f-7.x_Y", "f47ac10b-58cc-4372-a567-0e02b2c3d479"})
    void aValidIdOfTheCallerIsKept(String id) {
        assertThat(RequestId.of(id)).isEqualTo(id);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "two words", "a\nb", "ü", "a;b", "{}"})
    void anInvalidOrMissingIdIsReplaced(@Nullable String id) {
        assertThat(UUID.fromString(RequestId.of(id))).isNotEqualTo(UUID.fromString(RequestId.of(id)));
    }

    @Test
    void anIdMayHave200Characters() {
        assertThat(RequestId.of("a".repeat(200))).hasSize(200);
        assertThat(RequestId.of("a".repeat(201))).hasSize(36);
    }

    @Test
    void workForAnotherRequestRestoresTheIdAfterwards() {
        RequestId.set("outer");
        List<@Nullable String> seen = new ArrayList<>();

        RequestId.during("inner", () -> seen.add(RequestId.current()));
        RequestId.during(null, () -> seen.add(RequestId.current()));

        assertThat(seen).containsExactly("inner", null);
        assertThat(RequestId.current()).isEqualTo("outer");
    }
}
