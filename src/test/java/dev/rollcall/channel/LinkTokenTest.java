package dev.rollcall.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTokenTest {

    private static final UUID ID = UUID.fromString("84f4cc71-e20d-4c05-a875-0f70f7dfab3b");
    private static final LinkToken TOKEN = LinkToken.of(LinkToken.Action.ACKNOWLEDGE, ID, SampleAlert.SIGNING_SECRET);

    @Test
    void aTokenIsReadBackAsItWasWritten() {
        LinkToken read = LinkToken.parse(TOKEN.toString()).orElseThrow();

        assertThat(read.id()).isEqualTo(ID);
        assertThat(read.isSigned(LinkToken.Action.ACKNOWLEDGE, SampleAlert.SIGNING_SECRET))
                .isTrue();
        assertThat(TOKEN.toString()).matches("[A-Za-z0-9_-]{43}");
    }

    @Test
    void theSecretOfAnotherChannelSignsNothing() {
        assertThat(TOKEN.isSigned(LinkToken.Action.ACKNOWLEDGE, SigningSecret.generate()))
                .isFalse();
    }

    @Test
    void aTokenForOneActionIsOfNoUseForAnother() {
        assertThat(TOKEN.isSigned(LinkToken.Action.UNSUBSCRIBE, SampleAlert.SIGNING_SECRET))
                .isFalse();
    }

    @Test
    void aSignatureCannotBeMovedToAnotherDelivery() {
        LinkToken moved = new LinkToken(UUID.randomUUID(), TOKEN.signature());

        assertThat(moved.isSigned(LinkToken.Action.ACKNOWLEDGE, SampleAlert.SIGNING_SECRET))
                .isFalse();
    }

    @Test
    void everyChangedCharacterMakesItWrong() {
        String right = TOKEN.toString();
        // The last character has two bits that mean nothing.
        for (int place = 0; place < right.length() - 1; place++) {
            char other = right.charAt(place) == 'A' ? 'B' : 'A';
            String wrong = right.substring(0, place) + other + right.substring(place + 1);
            assertThat(LinkToken.parse(wrong)
                            .orElseThrow()
                            .isSigned(LinkToken.Action.ACKNOWLEDGE, SampleAlert.SIGNING_SECRET))
                    .as("with another character at %d", place)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "84f4cc71-e20d-4c05-a875-0f70f7dfab3b", "!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!"})
    void anyOtherTextIsNoToken(String text) {
        assertThat(LinkToken.parse(text)).isEmpty();
    }
}
