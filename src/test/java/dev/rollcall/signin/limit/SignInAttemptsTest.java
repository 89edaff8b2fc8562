package dev.rollcall.signin.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RollcallTest
class SignInAttemptsTest {

    @Autowired
    private SignInAttempts attempts;

    @Autowired
    private PruneAttempts prune;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    private final String address = UUID.randomUUID() + "@example.com";

    @Test
    void anAddressIsTriedTenTimesFromAnywhereAndAgainAfterTenMinutes() {
        for (int n = 0; n < SignInAttempts.MAX_FOR_ADDRESS; n++) {
            assertThat(attempts.count("password", address, newClient())).isTrue();
        }
        assertThat(attempts.count("password", address, newClient())).isFalse();
        assertThat(attempts.count("password", " " + address.toUpperCase(Locale.ROOT), newClient()))
                .isFalse();
        assertThat(attempts.count("link", address, newClient()))
                .as("another way in is open")
                .isTrue();

        clock.advance(SignInAttempts.WINDOW);
        assertThat(attempts.count("password", address, newClient())).isTrue();
    }

    @Test
    void aClientTriesAHundredTimesWhateverTheAddress() {
        String client = newClient();
        for (int n = 0; n < SignInAttempts.MAX_FOR_CLIENT; n++) {
            assertThat(attempts.count("password", UUID.randomUUID() + "@example.com", client))
                    .isTrue();
        }
        assertThat(attempts.count("password", address, client)).isFalse();
        assertThat(attempts.count("link", address, client)).isFalse();
    }

    @Test
    void aClientThatIsRefusedNeitherStoresMoreRowsNorLocksAddressesOfOthers() {
        String client = newClient();
        for (int n = 0; n < SignInAttempts.MAX_FOR_CLIENT; n++) {
            attempts.count("passkey", "", client);
        }
        for (int n = 0; n <= SignInAttempts.MAX_FOR_ADDRESS; n++) {
            assertThat(attempts.count("password", address, client)).isFalse();
        }

        assertThat(rows()).isZero();
        assertThat(attempts.count("password", address, newClient())).isTrue();
    }

    @Test
    void attemptsAtTheSameTimeAreAllCounted() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            String client = newClient();
            Callable<Boolean> attempt = () -> attempts.count("password", address, client);
            List<Boolean> allowed = new ArrayList<>();
            for (Future<Boolean> done : threads.invokeAll(Collections.nCopies(30, attempt))) {
                allowed.add(done.get());
            }
            assertThat(Collections.frequency(allowed, true)).isEqualTo(SignInAttempts.MAX_FOR_ADDRESS);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void theTableHasDigestsInPlaceOfAddressesAndIsPruned() {
        attempts.count("password", address, newClient());
        assertThat(rows()).isEqualTo(1);

        prune.prune(null);
        assertThat(rows()).isEqualTo(1);
        clock.advance(SignInAttempts.WINDOW);
        prune.prune(null);
        assertThat(rows()).isZero();
    }

    private int rows() {
        return fixtures.jdbc()
                .sql("SELECT count(*) FROM sign_in_attempts WHERE subject = sha256(convert_to(:subject, 'UTF8'))")
                .param("subject", "password:" + address)
                .query(Integer.class)
                .single();
    }

    private static String newClient() {
        return UUID.randomUUID().toString();
    }
}
