package dev.rollcall.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxTest {

    @Test
    void anAddressIsTheSameHoweverItIsWritten() {
        assertThat(Mailbox.parse(" Ana.Berzina+Roll@Example.COM "))
                .contains(new Mailbox("ana.berzina+roll@example.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ana",
                "@example.com",
                "ana@",
                "Ana <ana@example.com>",
                "ana@example.com,ben@example.com",
                "ana@example.com\nBcc: ben@example.com",
                "ana@[192.0.2.1]",
                "ana@-example.com",
                "ana@example..com",
                "a\u0130na@example.com"
            })
    void anythingElseIsNotAnAddress(String text) {
        assertThat(Mailbox.parse(text)).isEmpty();
    }

    @Test
    void anAddressHasAtMost254Characters() {
        assertThat(Mailbox.parse("a".repeat(242) + "@example.com")).isPresent();
        assertThat(Mailbox.parse("a".repeat(243) + "@example.com")).isEmpty();
    }
}
