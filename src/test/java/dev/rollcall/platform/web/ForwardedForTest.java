package dev.rollcall.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedForTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7                  | 203.0.113.7",
                "203.0.113.7:51234            | 203.0.113.7",
                "2001:db8::1                  | 2001:db8::1",
                "[2001:db8::1]                | 2001:db8::1",
                "[2001:db8::1]:443            | 2001:db8::1",
                "::ffff:203.0.113.7           | ::ffff:203.0.113.7",
                "fe80::1%eth0                 | fe80::1",
                "fe80::1%<script>             | fe80::1",
                "[fe80::1%25eth0]:443         | fe80::1",
                "203.0.113.7 ,  10.0.0.1      | 203.0.113.7, 10.0.0.1"
            })
    void addressesAreKeptWithoutPortsBracketsAndZones(String header, String usable) {
        assertThat(ForwardedFor.usable(List.of(header))).isEqualTo(usable);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "garbage",
                "example.com",
                "unknown",
                "_hidden",
                "999.1.1.1",
                "1.2.3",
                "203.0.113.7:port",
                "1.2.3.4:999999",
                "' OR 1=1 --",
                "<script>",
                "203.0.113.7;",
                "203.0.113.7, "
            })
    void anEntryThatIsNotAnAddressIsIgnored(String header) {
        assertThat(ForwardedFor.usable(List.of(header))).isEmpty();
    }

    @Test
    void entriesBeforeAnInvalidOneAreIgnored() {
        assertThat(ForwardedFor.usable(List.of("198.51.100.1, garbage, 203.0.113.7, 10.0.0.1")))
                .isEqualTo("203.0.113.7, 10.0.0.1");
    }

    @Test
    void severalHeadersAreOneList() {
        assertThat(ForwardedFor.usable(List.of("203.0.113.7", "10.0.0.1"))).isEqualTo("203.0.113.7, 10.0.0.1");
        assertThat(ForwardedFor.usable(List.of())).isEmpty();
    }
}
