package dev.rollcall.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderTextTest {

    @ParameterizedTest
    @CsvSource({
        "backup, backup",
        "Citt\u00e0 \uD83D\uDE00, Citt\u00e0 &#128512;",
        "\u65e5\u672c, &#26085;&#26412;",
        "\u20ac, &#8364;",
        "a\u0085b, a&#133;b"
    })
    void aCharacterOutsideLatin1BecomesItsNumericReference(String text, String header) {
        assertThat(HeaderText.of(text)).isEqualTo(header);
    }

    @ParameterizedTest
    @CsvSource({"'a\r\nb', 'a  b'", "'a\tb', 'a b'", "'a\u007fb', 'a b'"})
    void aControlCharacterBecomesASpace(String text, String header) {
        assertThat(HeaderText.of(text)).isEqualTo(header);
    }
}
