package dev.rollcall.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KeyTextTest {

    /** The pattern that the documentation gives for scanners. */
    private static final Pattern FORM = Pattern.compile("\\brc[wrp]_[0-9A-Za-z]{28}\\b");

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void aNewKeyHasThePublishedFormAndItsChecksumIsRight(KeyKind kind) {
        for (int n = 0; n < 1_000; n++) {
            String key = kind.generate();
            assertThat(FORM.matcher("key=" + key + ";").find()).isTrue();
            assertThat(KeyText.checksum(key.substring(0, 26))).isEqualTo(key.substring(26));
        }
    }

    @ParameterizedTest
    @CsvSource({"READ_WRITE, rcw_", "READ_ONLY, rcr_", "PING, rcp_"})
    void thePrefixSaysWhatTheKeyAllows(KeyKind kind, String prefix) {
        assertThat(kind.generate()).startsWith(prefix).hasSize(32);
    }

    /** Computed by Python: zlib.crc32, written in base 62 with digits, capitals and small letters. */
    @ParameterizedTest
    @CsvSource({
        "rcw_0000000000000000000000, 3MdD2m",
        "rcr_ABCDEFGHIJKLMNOPQRSTUV, 3XYcu3",
        "rcp_zzzzzzzzzzzzzzzzzzzzzz, 3cSFxK",
        "rcw_0000000000000000000337, 00v1Ht"
    })
    void theChecksumIsTheCrc32InBase62(String text, String checksum) {
        assertThat(KeyText.checksum(text)).isEqualTo(checksum);
    }

    @Test
    void oneMistypedCharacterIsFound() {
        String key = KeyKind.READ_WRITE.generate();
        String mistyped = key.substring(0, 10) + (key.charAt(10) == 'x' ? 'y' : 'x') + key.substring(11);
        assertThat(KeyText.checksum(mistyped.substring(0, 26))).isNotEqualTo(mistyped.substring(26));
    }

    @Test
    void everyCharacterOccursInTheRandomPart() {
        Set<Character> seen = new HashSet<>();
        Set<String> keys = new HashSet<>();
        for (int n = 0; n < 1_000; n++) {
            String key = KeyKind.PING.generate();
            keys.add(key);
            key.substring(4, 26).chars().forEach(character -> seen.add((char) character));
        }
        assertThat(seen).hasSize(62);
        assertThat(keys).hasSize(1_000);
    }

    @Test
    void theHintIsThePrefixAndFourCharacters() {
        assertThat(KeyText.hint("rcw_Ab3dEfGhIjKlMnOpQrStUvWxYz12")).isEqualTo("rcw_Ab3d");
    }
}
