package dev.rollcall.page.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AmountTest {

    @Test
    void anAmountIsWrittenInItsLongestUnit() {
        assertThat(Amount.of(Duration.ofDays(14))).isEqualTo(new Amount("2", "weeks"));
        assertThat(Amount.of(Duration.ofMinutes(90))).isEqualTo(new Amount("90", "minutes"));
        assertThat(new Amount(" 90 ", "minutes").seconds()).isEqualTo(5400);
        assertThat(new Amount("-1", "minutes").seconds()).isNegative();
        assertThat(new Amount("1e9", "weeks").seconds()).isNegative();
    }
}
