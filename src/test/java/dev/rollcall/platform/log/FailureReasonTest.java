package dev.rollcall.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** No class of Java stands in a reason: an operator need not know any. */
class FailureReasonTest {

    @Test
    void theMessageAtTheRootIsTheReason() {
        assertThat(FailureReason.of(new IllegalStateException("outside", new IOException("inside\nmore"))))
                .isEqualTo("inside");
    }

    @Test
    void aDatabaseErrorKeepsTheMessageOfTheDriver() {
        var refused = new SQLException("Connection to db:5432 refused.", new ConnectException("Connection refused"));
        assertThat(FailureReason.of(new IllegalStateException(refused))).isEqualTo("Connection to db:5432 refused.");
    }

    @Test
    void anUnknownDatabaseHostIsNamed() {
        var failed = new SQLException("The connection attempt failed.", new UnknownHostException("db.invalid"));
        assertThat(FailureReason.of(failed)).isEqualTo("the host name db.invalid cannot be looked up");
    }

    @Test
    void aFileIsNamedWithWhatIsWrong() {
        IOException missing = reading(Path.of("/no/such/file"));
        assertThat(FailureReason.of(new UncheckedIOException(missing)))
                .isEqualTo("the file '/no/such/file' does not exist");
        assertThat(FailureReason.of(new NoSuchFileException("a"))).isEqualTo("the file 'a' does not exist");
        assertThat(FailureReason.of(new AccessDeniedException("a")))
                .isEqualTo("the file 'a' cannot be opened: permission denied");
    }

    @Test
    void withoutAMessageTheKindIsGivenInWords() {
        assertThat(FailureReason.of(new NullPointerException())).isEqualTo("null pointer");
        assertThat(FailureReason.of(new IOException("java.net.ConnectException: Connection refused")))
                .isEqualTo("Connection refused");
        assertThat(FailureReason.of(new IllegalStateException(new OutOfMemoryError())))
                .isEqualTo("out of memory");
    }

    @Test
    void theKindRepeatsNothingOfTheMessage() {
        assertThat(FailureReason.kind(new UnknownHostException("secret")))
                .isEqualTo("its host name cannot be looked up");
        assertThat(FailureReason.kind(new SocketTimeoutException("secret"))).isEqualTo("it took too long");
        assertThat(FailureReason.kind(new ConnectException("secret"))).isEqualTo("the connection was refused");
        assertThat(FailureReason.kind(new SSLHandshakeException("secret"))).isEqualTo("the TLS handshake failed");
        assertThat(FailureReason.kind(new IllegalArgumentException("secret"))).isEqualTo("illegal argument");
        assertThat(FailureReason.kind(new RuntimeException("secret") {})).isEqualTo("unexpected failure");
    }

    private static IOException reading(Path file) {
        try {
            Files.readString(file);
            throw new AssertionError(file + " exists");
        } catch (IOException e) {
            return e;
        }
    }
}
