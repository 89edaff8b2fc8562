package dev.rollcall.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollcall.platform.config.UnusableValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpUrlTest {

    @ParameterizedTest
    @CsvSource({
        "smtp://mail.example,                    mail.example, 587,  OFFERED",
        "smtp://mail.example/,                   mail.example, 587,  OFFERED",
        "smtp://mail.example:25?starttls=true,   mail.example, 25,   STARTTLS",
        "smtp://mail.example/?starttls=false,    mail.example, 587,  NONE",
        "smtps://mail.example,                   mail.example, 465,  TLS",
        "smtps://mail.example:2465,              mail.example, 2465, TLS",
        "smtps://mail.example?starttls=true,     mail.example, 465,  TLS",
        "smtp://[::1]:1025,                      ::1,          1025, OFFERED",
        "smtp://my_mail_1:1025,                  my_mail_1,    1025, OFFERED",
        "smtp://mail.example.,                   mail.example., 587, OFFERED",
        "smtp://[fe80::1%25eth0]:1025,           fe80::1%eth0, 1025, OFFERED",
        "SMTPS://mail.example:,                  mail.example, 465,  TLS"
    })
    void theUrlGivesHostPortAndEncryption(String text, String host, int port, SmtpUrl.Encryption encryption) {
        SmtpUrl url = SmtpUrl.from(text);

        assertThat(url.host()).isEqualTo(host);
        assertThat(url.port()).isEqualTo(port);
        assertThat(url.encryption()).isEqualTo(encryption);
        assertThat(url.user()).isNull();
        assertThat(url.password()).isNull();
    }

    @Test
    void userAndPasswordArePercentDecodedAndAPlusStaysAPlus() {
        SmtpUrl url = SmtpUrl.from("smtp://alerts%40example.com:p%40%3A%2F%25%20%C3%A4+@mail.example\n");

        assertThat(url.user()).isEqualTo("alerts@example.com");
        assertThat(url.password()).isEqualTo("p@:/% ä+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mail.example:25",
                "http://user:hidden-Pa55@mail.example",
                "smtp://",
                "smtp://user:hidden-Pa55@",
                "smtp://hidden-Pa55@mail.example",
                "smtp://:hidden-Pa55@mail.example",
                "smtp://user:hidden@-Pa55@mail.example",
                "smtp://user:hidden%-Pa55@mail.example",
                "smtp://user:hidden%zz-Pa55@mail.example",
                "smtp://user:hidden-Pa55@mail.example:port",
                "smtp://user:hidden-Pa55@mail.example:0",
                "smtp://user:hidden-Pa55@mail.example:65536",
                "smtp://user:hidden-Pa55@mail.example/inbox",
                "smtp://user:hidden-Pa55@mail\u001f.example",
                "smtp://user:hidden-Pa55@mail\u00a0.example",
                "smtp://user:hidden-Pa55@mail\u200b.example",
                "smtp://user:hidden-Pa55@[ ]",
                "smtp://user:hidden-Pa55@mail.example?tls=true",
                "smtp://user:hidden-Pa55@mail.example?starttls=yes"
            })
    void anUnusableUrlIsRefusedWithoutRepeatingAnyOfThePassword(String text) {
        assertThatExceptionOfType(UnusableValueException.class)
                .isThrownBy(() -> SmtpUrl.from(text))
                .withNoCause()
                .satisfies(refusal -> assertThat(refusal.getMessage())
                        .startsWith("must look like smtp://")
                        .doesNotContain("hidden", "Pa55"));
    }

    @Test
    void itsTextRevealsNothing() {
        assertThat(SmtpUrl.from("smtp://user:hidden-Pa55@mail.example")).hasToString("SmtpUrl");
    }
}
