package dev.rollcall.signin.password;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.password.CompromisedPasswordChecker;
import org.springframework.security.authentication.password.CompromisedPasswordDecision;

/**
 * Knows the most used passwords of the minimum length, from a file of the jar. A service that knows more would have to
 * be asked over the Internet. The file is read at each question, because people set passwords seldom: nothing of it
 * stays in memory.
 */
final class CommonPasswords implements CompromisedPasswordChecker {

    private static final String FILE = "common-passwords.txt";
    private static final String COMMENT = "#";

    /** Whether a text is one of them, in whatever case it is written. */
    @Override
    public CompromisedPasswordDecision check(@Nullable String password) {
        String wanted = password == null ? "" : password.toLowerCase(Locale.ROOT);
        try (BufferedReader file = open()) {
            return new CompromisedPasswordDecision(passwords(file).anyMatch(wanted::equals));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of them, the most used first, in lower case. */
    static Stream<String> passwords(BufferedReader file) {
        return file.lines().filter(line -> !line.startsWith(COMMENT));
    }

    static BufferedReader open() {
        InputStream file = CommonPasswords.class.getResourceAsStream(FILE);
        return new BufferedReader(new InputStreamReader(Objects.requireNonNull(file, FILE), StandardCharsets.UTF_8));
    }
}
