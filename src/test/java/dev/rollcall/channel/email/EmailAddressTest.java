package dev.rollcall.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollcall.platform.config.UnusableValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @CsvSource({
        "alerts@example.com,                      alerts@example.com, ",
        "<alerts@example.com>,                    alerts@example.com, ",
        "Rollcall <alerts@example.com>,           alerts@example.com, Rollcall",
        "'\"Roll, call\" <a.b+c@sub.example.com>', a.b+c@sub.example.com, 'Roll, call'",
        "Wächter <alerts@example.com>,            alerts@example.com, Wächter"
    })
    void anAddressMayHaveAName(String text, String address, String name) {
        assertThat(EmailAddress.from(text).address().getAddress()).isEqualTo(address);
        assertThat(EmailAddress.from(text).address().getPersonal()).isEqualTo(name);
    }

    @Test
    void aNameThatIsNotAsciiIsEncodedForTheWire() {
        assertThat(EmailAddress.from("Wächter <alerts@example.com>").address().toString())
                .isEqualTo("=?UTF-8?Q?W=C3=A4chter?= <alerts@example.com>");
    }

    @Test
    void theDomainIsThePartAfterTheAtSign() {
        assertThat(EmailAddress.from("Rollcall <alerts@mail.example.com>").domain())
                .isEqualTo("mail.example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "alerts",
                "@example.com",
                "alerts@",
                "alerts@example..com",
                "alerts@[127.0.0.1]",
                "a@example.com, b@example.com",
                "ops: a@example.com;",
                "a@example.com\r\nBcc: b@example.com",
                "Rollcall\r\nBcc: b@example.com <a@example.com>",
                "Rollcall <alerts@example.com"
            })
    void anythingButOneAddressIsRefused(String text) {
        assertThatExceptionOfType(UnusableValueException.class)
                .isThrownBy(() -> EmailAddress.from(text))
                .withMessage("must be an e-mail address, ops@example.com or Name <ops@example.com>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ops",
                "Ops <ops@example.com>",
                "<ops@example.com>",
                "a@example.com,b@example.com",
                "a@example.com b@example.com",
                "ops@example.com\r\nBcc: b@example.com",
                "\"o ps\"@example.com",
                "wächter@example.com"
            })
    void aMailboxIsAnAddressWithoutAName(String text) {
        assertThat(EmailAddress.isMailbox(text)).isFalse();
        assertThat(EmailAddress.isMailbox("first.last+tag@sub.example.com")).isTrue();
    }

    @Test
    void anAddressTooLongForMailServersIsInvalid() {
        assertThat(EmailAddress.isMailbox("ops@" + "a".repeat(251))).isFalse();
    }
}
