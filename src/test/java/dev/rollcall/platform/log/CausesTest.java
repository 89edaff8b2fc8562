package dev.rollcall.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CausesTest {

    private final IOException root = new IOException("reset");
    private final RuntimeException failure = new IllegalStateException("failed", new UncheckedIOException(root));

    @Test
    void aCauseIsFoundHoweverDeepItIs() {
        assertThat(Causes.find(failure, IOException.class)).containsSame(root);
        assertThat(Causes.include(failure, IllegalStateException.class)).isTrue();
        assertThat(Causes.include(failure, InterruptedException.class)).isFalse();
    }

    @Test
    void theOutermostOneOfItsKindIsFound() {
        assertThat(Causes.find(failure, RuntimeException.class)).containsSame(failure);
    }

    @Test
    @Timeout(10)
    void aCircularChainEnds() {
        var one = new IllegalStateException("one");
        one.initCause(new IllegalStateException("two", one));
        assertThat(Causes.include(one, IOException.class)).isFalse();
    }
}
