package dev.rollcall.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.account.AccountId;
import dev.rollcall.account.Accounts;
import dev.rollcall.account.Mailbox;
import dev.rollcall.signin.password.Passwords;
import dev.rollcall.signin.session.Sessions;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

/** A sign-in with the old password while it is being changed. */
@RollcallTest
@Timeout(300)
class PasswordChangeRaceTest {

    private static final String OLD = "correct horse battery";
    private static final String NEW = "staple correct horse";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Passwords passwords;

    @Autowired
    private Sessions sessions;

    @Autowired
    private TransactionTemplate transactions;

    @Test
    void noSessionOfTheOldPasswordOutlivesTheChange() {
        var mailbox = new Mailbox(UUID.randomUUID() + "@example.com");
        AccountId ana = accounts.findOrCreate(mailbox, "Ana").id();
        passwords.set(ana, OLD);
        var browser = new Visitor(fixtures.http());
        Map<String, String> form =
                Map.of("_csrf", browser.token("/sign-in"), "username", mailbox.address(), "password", OLD);

        CompletableFuture<MvcTestResult> signingIn = transactions.execute(open -> {
            // The old password is compared, but its session is stored only after the change.
            fixtures.jdbc()
                    .sql("LOCK TABLE sessions IN SHARE ROW EXCLUSIVE MODE")
                    .update();
            CompletableFuture<MvcTestResult> signIn =
                    CompletableFuture.supplyAsync(() -> browser.send(HttpMethod.POST, "/sign-in/password", form));
            Awaitility.await().pollInterval(Duration.ofMillis(10)).until(this::isSessionWaiting);
            passwords.set(ana, NEW);
            sessions.endOthers(ana, new MockHttpServletRequest());
            return signIn;
        });

        assertThat(signingIn.join()).hasStatus(302);
        assertThat(browser.get("/account")).hasStatus(302).hasHeader("Location", "/sign-in");
        assertThat(fixtures.jdbc()
                        .sql("SELECT count(*) FROM sessions WHERE principal_name = :account")
                        .param("account", ana.toString())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private boolean isSessionWaiting() {
        return fixtures.jdbc().sql("""
                        SELECT count(*) > 0
                        FROM pg_locks
                        WHERE NOT granted AND relation = CAST('sessions' AS regclass)
                        """).query(Boolean.class).single();
    }
}
