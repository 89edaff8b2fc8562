package dev.rollcall.signin.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.RollcallTest;
import dev.rollcall.account.Account;
import dev.rollcall.account.AccountId;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@RollcallTest
class PasswordsTest {

    private static final Account ANA = new Account(
            new AccountId(UUID.randomUUID()),
            "ana.berzina@works.example.com",
            "Ana Bērziņa",
            "UTC",
            "en",
            false,
            Instant.EPOCH,
            null);

    @Autowired
    private Passwords passwords;

    /** OWASP ASVS 5.0, 6.2.4: at least the 3,000 most used ones that a policy would accept otherwise. */
    @Test
    void atLeastThreeThousandPasswordsOfTheMinimumLengthAreKnown() throws IOException {
        try (BufferedReader file = CommonPasswords.open()) {
            List<String> known = CommonPasswords.passwords(file).toList();
            assertThat(known).hasSizeGreaterThanOrEqualTo(3_000).doesNotHaveDuplicates();
            assertThat(known)
                    .allMatch(password -> password.length() >= Passwords.MIN_CHARACTERS
                            && password.length() <= Passwords.MAX_BYTES
                            && password.chars().noneMatch(Character::isUpperCase));
        }
    }

    /** Of the lists that NIST, NCSC and others print. */
    @ParameterizedTest
    @ValueSource(strings = {"qwertyuiop", "1234567890", "Password123", "1Q2W3E4R5T", "basketball", "0987654321"})
    void oneOfTheMostUsedPasswordsIsRefusedInAnyCase(String password) {
        assertThat(passwords.fault(ANA, password)).contains(PasswordFault.COMMON);
    }

    @ParameterizedTest
    @CsvSource({
        "rollcall123, NAMES",
        "ROLLCALL-rollcall, NAMES",
        "Ana-Bērziņa-2026, NAMES",
        "ana.berzina@works, NAMES",
        "example.com/example, NAMES",
        "'rollcall, but quite long', ",
        "correct horse battery, ",
        "123456789, LENGTH"
    })
    void namesThatEverybodyCanGuessDoNotCountTowardsTheLength(String password, @Nullable PasswordFault expected) {
        assertThat(passwords.fault(ANA, password).orElse(null)).isEqualTo(expected);
    }

    @Test
    void theLengthIsThatOfTheAlgorithm() {
        assertThat(passwords.fault(ANA, "ā".repeat(36))).isEmpty();
        assertThat(passwords.fault(ANA, "ā".repeat(37))).contains(PasswordFault.LENGTH);
    }
}
