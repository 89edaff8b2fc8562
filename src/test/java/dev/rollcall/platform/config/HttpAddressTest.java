package dev.rollcall.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAddressTest {

    @ParameterizedTest
    @CsvSource({
        "https://rollcall.example, https://rollcall.example",
        "https://rollcall.example/, https://rollcall.example",
        "https://example.org/rollcall//, https://example.org/rollcall",
        "http://hc_web:8000, http://hc_web:8000",
        "http://backup_rollcall_1/a%20b/, http://backup_rollcall_1/a%20b",
        "http://_, http://_",
        "HTTP://Host:80, http://Host:80",
        "http://host:/x, http://host/x",
        "http://host., http://host.",
        "http://[::1]:8080/x, http://[::1]:8080/x",
        "http://[fe80::1%25eth0]:8080, http://[fe80::1%25eth0]:8080",
        "http://192.0.2.1, http://192.0.2.1",
        "https://b\u00fccher_1.example/x, https://xn--bcher_1-n2a.example/x",
        "'  https://rollcall.example\n', https://rollcall.example"
    })
    void anAddressIsKeptWithoutTheSlashAtItsEnd(String text, String address) {
        assertThat(HttpAddress.from(text)).hasToString(address);
    }

    @Test
    void aPathIsAppended() {
        assertThat(HttpAddress.from("http://hc_web:8000/base/").at("/version"))
                .hasToString("http://hc_web:8000/base/version");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rollcall.example",
                "hc_web:8000",
                "ftp://host",
                "http://",
                "http:///path",
                "http://:8080",
                "http://host:0",
                "http://host:65536",
                "http://host:123456",
                "http://host:port",
                "http://ho st",
                "http://host/a b",
                "http://host?a=b",
                "http://host#a",
                "http://[::1",
                "http://[host_1]",
                "http://[1:2]",
                "http://host%zz",
                "http://host/%"
            })
    void anInvalidAddressIsRefusedAndRepeated(String text) {
        assertThatExceptionOfType(UnusableValueException.class)
                .isThrownBy(() -> HttpAddress.from(text))
                .withMessage("must be an http:// or https:// address, but is '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://user:hidden@host", "https://hidden@host/path", "http://user:hid/den@host"})
    void anAddressThatMayHoldAPasswordIsRefusedAndNotRepeated(String text) {
        assertThatExceptionOfType(UnusableValueException.class)
                .isThrownBy(() -> HttpAddress.from(text))
                .withMessage("must be an http:// or https:// address without user and password");
    }
}
