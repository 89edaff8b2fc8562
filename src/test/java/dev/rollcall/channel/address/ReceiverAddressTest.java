package dev.rollcall.channel.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiverAddressTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "http://my_sink:9000/h              | http  | my_sink          | 9000 | -         | /h",
                "http://backup_rollcall_1/          | http  | backup_rollcall_1 | -1  | -         | /",
                "http://_x.example                  | http  | _x.example       | -1   | -         | /",
                "HTTP://h/                          | http  | h                | -1   | -         | /",
                "HtTpS://Receiver.Example/A         | https | receiver.example | -1   | -         | /A",
                "http://user:pass@host/             | http  | host             | -1   | user:pass | /",
                "http://user@my_sink:80/            | http  | my_sink          | 80   | user      | /",
                "http://a%40b:p%3Aq@host/           | http  | host             | -1   | a%40b:p%3Aq | /",
                "http://[::1]:8080/h                | http  | ::1              | 8080 | -         | /h",
                "http://host?q=1                    | http  | host             | -1   | -         | /?q=1",
                "http://host:/h                     | http  | host             | -1   | -         | /h",
                "http://host//h?a=/b#part           | http  | host             | -1   | -         | //h?a=/b",
                "http://host/$CODE?n=$NAME          | http  | host             | -1   | -         | /$CODE?n=$NAME",
                "http://host/ä                      | http  | host             | -1   | -         | /%C3%A4"
            })
    void anAddressIsParsed(String text, String scheme, String host, int port, String userInfo, String target) {
        ReceiverAddress address = ReceiverAddress.parse(text);

        assertThat(address.scheme()).isEqualTo(scheme);
        assertThat(address.host()).isEqualToIgnoringCase(host);
        assertThat(address.port()).isEqualTo(port);
        assertThat(address.userInfo()).isEqualTo(userInfo);
        assertThat(address.target()).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource({
        "http://user:pass@host/, Basic dXNlcjpwYXNz",
        "http://user@host/, Basic dXNlcjo=",
        "http://a%40b:p%3Aq@host/, Basic YUBiOnA6cQ==",
        "http://a+b:p@host/, Basic YStiOnA=",
        "http://:token@host/, Basic OnRva2Vu"
    })
    void userAndPasswordAreSentAsBasicAuthentication(String text, String header) {
        assertThat(ReceiverAddress.parse(text).authorization()).isEqualTo(header);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://",
                "http:///hook",
                "http://host:0/",
                "http://host:65536/",
                "http://host:99999/",
                "http://host:port/",
                "http://a b/",
                "http://a@b@c/",
                "http://$NAME/hook",
                "http://host/a hook",
                "http://us%zzer@host/",
                "http://[::1/",
                "http://host/hidden-Pa55%zz",
                "http://host?hidden-Pa55=\\",
                "http://hidden-Pa55:%zz@host/",
                "http://hidden-Pa55:x y@host/",
                "ftp://host/",
                "//host/"
            })
    void anInvalidAddressIsRefusedAndNotRepeated(String text) {
        assertThat(ReceiverAddress.isValid(text)).isFalse();
        assertThatThrownBy(() -> ReceiverAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .message()
                .isIn(
                        "not an http:// or https:// address",
                        "not a port",
                        "an invalid character, or an invalid percent-encoding");
    }

    @Test
    void theTextOfAnAddressHasNeitherHostNorPassword() {
        assertThat(ReceiverAddress.parse("http://user:pass@host/token")).hasToString("ReceiverAddress");
    }
}
