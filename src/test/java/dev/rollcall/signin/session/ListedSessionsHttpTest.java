package dev.rollcall.signin.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.account.Accounts;
import dev.rollcall.account.Mailbox;
import dev.rollcall.account.SignInLinks;
import dev.rollcall.signin.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Where a person is signed in, on the page of the account. */
@RollcallTest
class ListedSessionsHttpTest {

    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Accounts accounts;

    @Autowired
    private SignInLinks links;

    @Test
    void theUsualBrowsersAreNamedAndOthersNameThemselves() {
        var mailbox = new Mailbox(UUID.randomUUID() + "@example.com");
        accounts.findOrCreate(mailbox, "Ana");
        signIn(mailbox, FIREFOX);
        signIn(mailbox, "curl/8.5.0");
        signIn(mailbox, "<b>Wget</b>/1.21");

        assertThat(Visitor.text(signIn(mailbox, "").get("/account")))
                .contains("title=\"" + FIREFOX + "\">Firefox on Linux</span>")
                .contains("title=\"curl/8.5.0\">curl</span>")
                .contains("<span>&lt;b&gt;Wget&lt;/b&gt;/1.21</span>", "<span>–</span>")
                .doesNotContain("<b>Wget");
    }

    /** Else a person who has just signed in again would be signed out when the first session has its 90 days. */
    @Test
    void aSessionIsAsOldAsItsSignIn() {
        var mailbox = new Mailbox(UUID.randomUUID() + "@example.com");
        String account = accounts.findOrCreate(mailbox, "Ana").id().toString();
        Visitor browser = signIn(mailbox, FIREFOX);
        fixtures.jdbc()
                .sql("UPDATE sessions SET creation_time = creation_time - :by WHERE principal_name = :account")
                .param("by", Duration.ofDays(89).toMillis())
                .param("account", account)
                .update();

        signIn(mailbox, browser);

        assertThat(browser.get("/account")).hasStatusOk();
        assertThat(fixtures.jdbc()
                        .sql("SELECT creation_time FROM sessions WHERE principal_name = :account")
                        .param("account", account)
                        .query(Long.class)
                        .list())
                .as("the first session has ended")
                .singleElement()
                .extracting(Instant::ofEpochMilli)
                .satisfies(at -> assertThat(at).isAfter(Instant.now().minus(Duration.ofHours(1))));
    }

    private Visitor signIn(Mailbox mailbox, String program) {
        return signIn(mailbox, new Visitor(fixtures.http(), program));
    }

    private Visitor signIn(Mailbox mailbox, Visitor visitor) {
        String token = links.create(mailbox, Duration.ofMinutes(15));
        visitor.signIn(token);
        return visitor;
    }
}
