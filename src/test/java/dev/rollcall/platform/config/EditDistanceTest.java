package dev.rollcall.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {

    @ParameterizedTest
    @CsvSource({
        "PORT, PORT, 0",
        "PORT, PRT, 1",
        "PORT, PORTS, 1",
        "PORT, PART, 1",
        "PORT, PROT, 1",
        "PORT, OPTR, 2",
        "PORT, '', 4",
        "'', '', 0",
        "CA, ABC, 3",
        "kitten, sitting, 3"
    })
    void itCountsExtraMissingWrongAndSwappedLetters(String one, String other, int errors) {
        assertThat(EditDistance.between(one, other)).isEqualTo(errors);
        assertThat(EditDistance.between(other, one)).isEqualTo(errors);
    }
}
