package dev.rollcall.signin.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.account.Accounts;
import dev.rollcall.account.Mailbox;
import dev.rollcall.account.SignInLinks;
import dev.rollcall.signin.Visitor;
import java.time.Duration;
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

    private Visitor signIn(Mailbox mailbox, String program) {
        var visitor = new Visitor(fixtures.http(), program);
        String token = links.create(mailbox, Duration.ofMinutes(15));
        visitor.submit("/sign-in/link?token=" + token, "/sign-in/link", "token", token);
        return visitor;
    }
}
