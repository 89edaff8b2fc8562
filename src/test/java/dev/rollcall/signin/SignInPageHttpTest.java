package dev.rollcall.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.account.Account;
import dev.rollcall.account.Accounts;
import dev.rollcall.account.Mailbox;
import dev.rollcall.account.Members;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.account.SignInLinks;
import dev.rollcall.project.ProjectId;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.password.Passwords;
import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Signing in, staying signed in, and signing out. */
@RollcallTest
class SignInPageHttpTest {

    private static final String SESSION = "__Host-rollcall-session";
    private static final String PAGE = "__Host-rollcall-page";
    private static final String PASSWORD = "correct horse battery";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Members members;

    @Autowired
    private Projects projects;

    @Autowired
    private SignInLinks links;

    @Autowired
    private Passwords passwords;

    @Autowired
    private SettableClock clock;

    @Autowired
    private DataSource database;

    private Account ana;
    private Visitor browser;

    @BeforeEach
    void createAccount() {
        ana = accounts.findOrCreate(new Mailbox(UUID.randomUUID() + "@example.com"), "Ana");
        browser = new Visitor(fixtures.http());
    }

    @Test
    void aLinkSignsInOnceAndOnlyWhenItsButtonIsPressed() {
        String token = token();
        assertThat(browser.get("/sign-in/link?token=" + token)).hasStatusOk();
        assertThat(browser.get("/account")).hasStatus(302).hasHeader("Location", "/sign-in");

        assertThat(byLink(browser, token)).hasStatus(302);
        assertThat(browser.get("/account")).hasStatusOk().bodyText().contains(ana.email(), "Visitor/1");

        var other = new Visitor(fixtures.http());
        assertThat(byLink(other, token)).hasStatus(302).hasHeader("Location", "/sign-in?failed=link");
        assertThat(other.get("/account")).hasStatus(302);
    }

    /** Each of these requests stores a session that waits for the provider. */
    @Test
    void nobodyBeginsToSignInWithAProviderWithoutEnd() {
        for (int n = 0; n < 100; n++) {
            assertThat(browser.get("/sign-in/with/oidc").getResponse().getStatus())
                    .isNotEqualTo(429);
        }

        assertThat(browser.get("/sign-in/with/oidc")).hasStatus(429).hasHeader("Retry-After", "600");
        assertThat(browser.send(HttpMethod.HEAD, "/sign-in/with/oidc", Map.of()))
                .hasStatus(429);
    }

    /** Another host of the same domain may set this cookie, and a request may have come by another name. */
    @ParameterizedTest
    @CsvSource({
        "/account?saved=profile, /account?saved=profile",
        "https://evil.example/account, /",
        "http://[::1/, /",
        "http://a:b:c/, /",
        "//evil.example/, /",
        "'/\\evil.example', /",
    })
    void aSignInContinuesOnThisSiteWhateverTheCookieSays(String asked, String next) {
        String token = token();
        browser.get("/sign-in/link?token=" + token);
        browser.keep(new Cookie(PAGE, base64(asked)));
        assertThat(browser.get("/sign-in")).hasStatusOk();
        browser.keep(new Cookie(PAGE, base64(asked)));

        assertThat(byLink(browser, token)).hasStatus(302).hasHeader("Location", next);
    }

    @Test
    void aCookieThatIsNoSessionIsIgnored() {
        browser.keep(new Cookie(SESSION, base64("\0\u00ff")));

        assertThat(browser.get("/account")).hasStatus(302).hasHeader("Location", "/sign-in");
    }

    @Test
    void aReaderWhoIsSignedInLearnsWhatBecameOfALinkOrOfTheProvider() {
        byLink(browser, token());

        assertThat(browser.submit("/sign-in?again=", "/sign-in/send-link", "username", ana.email()))
                .hasStatus(302)
                .hasHeader("Location", "/sign-in?sent");
        assertThat(browser.get("/sign-in?sent=")).hasStatusOk().bodyText().contains("a link is on its way");
        assertThat(browser.get("/sign-in?failed=provider"))
                .hasStatusOk()
                .bodyText()
                .contains("Single sign-on did not work");
    }

    @Test
    void aLinkThatIsTooOldSignsNobodyIn() {
        String token = token();
        clock.advance(Duration.ofMinutes(10));
        assertThat(byLink(browser, token)).hasHeader("Location", "/sign-in?failed=link");
    }

    @Test
    void aPasswordSignsInAndAWrongOneSaysNothingAboutTheAddress() {
        passwords.set(ana.id(), PASSWORD);

        MvcTestResult wrong = byPassword(browser, ana.email(), "wrong");
        MvcTestResult unknown = byPassword(browser, UUID.randomUUID() + "@example.com", PASSWORD);
        Account ben = accounts.findOrCreate(new Mailbox(UUID.randomUUID() + "@example.com"), "");
        MvcTestResult withoutPassword = byPassword(browser, ben.email(), "");

        for (MvcTestResult refused : new MvcTestResult[] {wrong, unknown, withoutPassword}) {
            assertThat(refused).hasStatus(302).hasHeader("Location", "/sign-in?failed=password");
        }
        assertThat(browser.get("/account")).hasStatus(302);
        assertThat(byPassword(browser, ana.email().toUpperCase(Locale.ROOT), PASSWORD))
                .hasStatus(302);
        assertThat(browser.get("/account")).hasStatusOk();
    }

    @Test
    void theEleventhAttemptForAnAddressIsRefusedWhoeverTries() {
        passwords.set(ana.id(), PASSWORD);
        for (int n = 0; n < 10; n++) {
            assertThat(byPassword(new Visitor(fixtures.http()), ana.email(), "wrong"))
                    .hasStatus(302);
        }
        // Spring Security trims the address by the rules of String#trim.
        for (String written : List.of(ana.email(), "\u0001" + ana.email(), ana.email() + " \u0002")) {
            assertThat(byPassword(browser, written, PASSWORD)).hasStatus(429).hasHeader("Retry-After", "600");
        }
        assertThat(byLink(browser, token())).hasStatus(302);
        assertThat(browser.get("/account")).as("by another way").hasStatusOk();
    }

    @Test
    void cookiesAreOfThisHostOnlyAndOutOfReachOfScripts() {
        browser.get("/account");
        Cookie page = browser.cookie(PAGE).orElseThrow();
        assertThat(browser.cookies()).allMatch(cookie -> cookie.getName().startsWith("__Host-"));
        byLink(browser, token());
        browser.get("/account");
        for (String name : new String[] {SESSION, "__Host-rollcall-csrf", PAGE}) {
            Cookie cookie = name.equals(PAGE) ? page : browser.cookie(name).orElseThrow();
            assertThat(cookie.getSecure()).as(name).isTrue();
            assertThat(cookie.isHttpOnly()).as(name).isTrue();
            assertThat(cookie.getPath()).as(name).isEqualTo("/");
            assertThat(cookie.getDomain()).as(name).isNull();
            assertThat(cookie.getAttribute("SameSite")).as(name).isEqualTo("Lax");
        }
    }

    @Test
    void thePageToContinueWithCannotBeGivenByAnotherHostOfTheDomain() {
        MvcTestResult signedIn = signInWithCookie(new Cookie("REDIRECT_URI", base64("/account?saved=session")));
        assertThat(signedIn).hasHeader("Location", "/");
        assertThat(Visitor.location(signInWithCookie(new Cookie(PAGE, base64("/account?saved=session")))))
                .as("the cookie of this host")
                .endsWith("/account?saved=session");
    }

    @Test
    void aBrowserForgetsThePageOnceItIsOpen() {
        browser.get("/account?saved=profile");
        byLink(browser, token());
        Cookie ended = Objects.requireNonNull(
                browser.get("/account?saved=profile").getResponse().getCookie(PAGE));
        assertThat(ended.getMaxAge()).isZero();
        assertThat(ended.getSecure()).as("or the browser keeps it").isTrue();
        assertThat(ended.getPath()).isEqualTo("/");
        assertThat(byLink(browser, token())).hasHeader("Location", "/");
    }

    @Test
    void aStrangerHasNoSession() {
        browser.get("/");
        browser.get("/sign-in");
        browser.get("/account");
        byPassword(browser, ana.email(), "wrong");
        assertThat(browser.cookie(SESSION)).isEmpty();
    }

    @Test
    void signingInChangesTheSessionAndContinuesWithThePageThatWasAskedFor() {
        assertThat(browser.get("/account?saved=profile")).hasStatus(302);
        MvcTestResult signedIn = byLink(browser, token());
        assertThat(Visitor.location(signedIn)).endsWith("/account?saved=profile");
        String first = browser.cookie(SESSION).orElseThrow().getValue();

        byLink(browser, token());
        assertThat(browser.cookie(SESSION).orElseThrow().getValue()).isNotEqualTo(first);
    }

    @Test
    void afterSigningOutTheCookieIsOfNoUse() {
        byLink(browser, token());
        Cookie session = browser.cookie(SESSION).orElseThrow();

        assertThat(browser.submit("/account", "/sign-out")).hasStatus(302).hasHeader("Location", "/sign-in?signed-out");

        assertThat(browser.cookie(SESSION)).isEmpty();
        assertThat(fixtures.http().get().uri("/account").cookie(session)).hasStatus(302);
    }

    @Test
    void signingOutByTlsClearsWhatTheBrowserKeeps() {
        byLink(browser, token());
        String csrf = browser.token("/account");

        MvcTestResult signedOut = fixtures.http()
                .post()
                .uri("/sign-out")
                .secure(true)
                .param("_csrf", csrf)
                .cookie(
                        browser.cookie(SESSION).orElseThrow(),
                        browser.cookie("__Host-rollcall-csrf").orElseThrow())
                .exchange();

        assertThat(signedOut).hasStatus(302).hasHeader("Clear-Site-Data", "\"cache\", \"storage\"");
    }

    @Test
    void aFormWithoutItsTokenIsRefused() {
        byLink(browser, token());
        assertThat(browser.send(HttpMethod.POST, "/sign-out", Map.of())).hasStatus(403);
        assertThat(browser.get("/account")).hasStatusOk();
    }

    @Test
    void aSessionThatCannotBeReadMeansSignedOut() {
        byLink(browser, token());
        fixtures.jdbc()
                .sql("UPDATE sessions_attributes SET attribute_bytes = '\\x00' WHERE session_primary_id IN"
                        + " (SELECT primary_id FROM sessions WHERE principal_name = :account)")
                .param("account", ana.id().toString())
                .update();
        assertThat(browser.get("/account")).hasStatus(302).hasHeader("Location", "/sign-in");
        assertThat(browser.get("/sign-in")).hasStatusOk();
        byLink(browser, token());
        assertThat(browser.get("/account")).hasStatusOk();
    }

    @Test
    void aPageIsUnavailableWhileNoConnectionIsFree() throws SQLException {
        byLink(browser, token());
        List<Connection> held = new ArrayList<>();
        try {
            for (int n = database.unwrap(HikariDataSource.class).getMaximumPoolSize(); n > 0; n--) {
                held.add(database.getConnection());
            }
            assertThat(browser.get("/account")).hasStatus(503).hasHeader("Retry-After", "5");
        } finally {
            for (Connection each : held) {
                each.close();
            }
        }
        assertThat(browser.get("/account")).hasStatusOk();
    }

    @Test
    void aProjectOfOthersDoesNotExist() {
        ProjectId own = projects.createWithoutKeys("own");
        ProjectId others = projects.createWithoutKeys("others");
        members.add(own, ana.id(), ProjectRole.MEMBER);
        byLink(browser, token());

        assertThat(browser.get("/projects/" + own + "/settings/people/")).hasStatus(403);
        for (String stranger :
                new String[] {others.toString(), UUID.randomUUID().toString(), "1"}) {
            assertThat(browser.get("/projects/" + stranger + "/settings/people/"))
                    .as(stranger)
                    .hasStatus(404);
        }
    }

    @Test
    void theRootLeadsToTheProjectsOfTheReader() {
        byLink(browser, token());
        assertThat(browser.get("/")).hasStatus(302).hasHeader("Location", "/projects/");
        assertThat(browser.get("/projects/")).hasStatusOk().bodyText().contains("not in a project yet");

        ProjectId one = projects.createWithoutKeys("one");
        members.add(one, ana.id(), ProjectRole.VIEWER);
        assertThat(browser.get("/")).hasHeader("Location", "/projects/" + one + "/checks/");

        members.add(projects.createWithoutKeys("<two>"), ana.id(), ProjectRole.VIEWER);
        assertThat(browser.get("/projects/")).bodyText().contains("/projects/" + one + "/checks/", "&lt;two&gt;");
    }

    @Test
    void aPartOfAPageThatAsksAfterTheSessionHasEndedIsSentToTheSignIn() {
        assertThat(fixtures.http().get().uri("/account").header("HX-Request", "true"))
                .hasStatus(401)
                .hasHeader("HX-Redirect", "/sign-in");
    }

    private MvcTestResult signInWithCookie(Cookie cookie) {
        var visitor = new Visitor(fixtures.http());
        visitor.keep(cookie);
        return byLink(visitor, token());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private MvcTestResult byLink(Visitor visitor, String token) {
        return visitor.submit("/sign-in/link?token=" + token, "/sign-in/link", "token", token);
    }

    private static MvcTestResult byPassword(Visitor visitor, String address, String password) {
        return visitor.submit("/sign-in", "/sign-in/password", "username", address, "password", password);
    }

    private String token() {
        return links.create(new Mailbox(ana.email()), LinkTokens.IS_VALID);
    }
}
