package dev.rollcall.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlowConnectionsTest {

    /** Of 1,160 connections, as many as the image has with 512 MB. */
    @ParameterizedTest
    @CsvSource({"0,", "579,", "580,5000", "869,5000", "870,1000", "1043,1000", "1044,200", "1160,200"})
    void theFewerConnectionsAreFreeTheShorterOneMayBeIdle(long used, Long millis) {
        assertThat(SlowConnections.maxIdle(used, 1_160)).isEqualTo(millis == null ? null : Duration.ofMillis(millis));
    }
}
