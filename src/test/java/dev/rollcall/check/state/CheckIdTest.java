package dev.rollcall.check.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckIdTest {

    private static final String TEXT = "0f1e2d3c-4b5a-4678-9abc-def012345678";

    @Test
    void theCanonicalFormIsRead() {
        assertThat(CheckId.parse(TEXT)).contains(new CheckId(UUID.fromString(TEXT)));
    }

    @Test
    void anUpperCaseIdIsTheSameCheck() {
        assertThat(CheckId.parse("0F1E2D3C-4B5A-4678-9ABC-DEF012345678")).isEqualTo(CheckId.parse(TEXT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1-1-1-1-1",
                "0f1e2d3c4b5a46789abcdef012345678",
                "{0f1e2d3c-4b5a-4678-9abc-def012345678}",
                "urn:uuid:0f1e2d3c-4b5a-4678-9abc-def012345678",
                "0f1e2d3c-4b5a-4678-9abc-def01234567",
                "0f1e2d3c-4b5a-4678-9abc-def0123456789",
                "0f1e2d3-c4b5a-4678-9abc-def012345678",
                "0f1e2d3c-4b5a-4678-9abc-def01234567g",
                "0f1e2d3c-4b5a-4678-9abc-def012345678\n",
                " 0f1e2d3c-4b5a-4678-9abc-def012345678"
            })
    void anyOtherFormIsInvalid(String text) {
        assertThat(CheckId.parse(text)).isEmpty();
    }

    @Test
    void itsTextIsItsCanonicalForm() {
        assertThat(new CheckId(UUID.fromString(TEXT))).hasToString(TEXT);
    }
}
