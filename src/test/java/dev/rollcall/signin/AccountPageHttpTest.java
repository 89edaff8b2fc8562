package dev.rollcall.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.account.Account;
import dev.rollcall.account.Accounts;
import dev.rollcall.account.Mailbox;
import dev.rollcall.account.Person;
import dev.rollcall.account.SignInLinks;
import dev.rollcall.signin.password.Passwords;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What people change of their own account. */
@RollcallTest
class AccountPageHttpTest {

    private static final String PASSWORD = "correct horse battery";
    private static final Pattern HANDLE = Pattern.compile("name=\"handle\" value=\"([0-9a-f]{64})\"");

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Accounts accounts;

    @Autowired
    private SignInLinks links;

    @Autowired
    private Passwords passwords;

    private Account ana;
    private Visitor browser;

    @BeforeEach
    void signIn() {
        // Spring Security dates a sign-in by the clock of the machine.
        clock.set(Instant.now().truncatedTo(ChronoUnit.SECONDS));
        ana = accounts.findOrCreate(new Mailbox(UUID.randomUUID() + "@example.com"), "Ana");
        browser = signedIn();
    }

    @Test
    void theProfileIsSavedAndThePageIsInItsLanguage() {
        assertThat(profile("Ana Bērziņa", "Europe/Riga", "de"))
                .hasStatus(302)
                .hasHeader("Location", "/account?saved=profile");

        Account saved = person().account();
        assertThat(saved.name()).isEqualTo("Ana Bērziņa");
        assertThat(saved.timeZone()).isEqualTo("Europe/Riga");
        assertThat(browser.get("/account")).bodyText().contains("Ihr Konto", "lang=\"de\"");
    }

    @Test
    void anInvalidProfileIsRefusedWithTheField() {
        MvcTestResult refused = profile("Ana", "Europe/Atlantis", "de");
        assertThat(refused)
                .hasStatus(400)
                .bodyText()
                .contains("id=\"time-zone-error\"", "Europe/Atlantis")
                .containsPattern("value=\"de\" lang=\"de\" selected");
        assertThat(profile("x".repeat(101), "UTC", "en"))
                .hasStatus(400)
                .bodyText()
                .contains("id=\"name-error\"");
        assertThat(profile("Ana", "UTC", "tlh")).hasStatus(400);
        assertThat(person().account().timeZone()).isEqualTo("UTC");
    }

    @Test
    void aPasswordIsSetAndEndsAllOtherSessions() {
        Visitor elsewhere = signedIn();
        assertThat(setPassword(browser, "", PASSWORD)).hasStatus(302).hasHeader("Location", "/account?saved=password");

        assertThat(passwords.matches(ana.id(), PASSWORD)).isTrue();
        assertThat(browser.get("/account")).hasStatusOk();
        assertThat(elsewhere.get("/account")).hasStatus(302);
    }

    @Test
    void aPasswordMustBeLongEnoughForItsOwnerAndShortEnoughForTheAlgorithm() {
        assertThat(setPassword(browser, "", "123456789"))
                .hasStatus(400)
                .bodyText()
                .contains("new-password-error");
        assertThat(setPassword(browser, "", "ā".repeat(37))).hasStatus(400);
        assertThat(setPassword(browser, "", "ā".repeat(36))).hasStatus(302);
    }

    @Test
    void aPasswordThatManyHaveOrThatIsMadeOfKnownNamesIsRefusedWithTheReason() {
        assertThat(setPassword(browser, "", "Qwertyuiop"))
                .hasStatus(400)
                .bodyText()
                .contains("Many people use");
        assertThat(setPassword(browser, "", "rollcall-2026"))
                .hasStatus(400)
                .bodyText()
                .contains("do not count");
        assertThat(passwords.hasPassword(ana.id())).isFalse();
    }

    @Test
    void whatSignsAPersonInIsOnlyChangedAfterARecentSignIn() {
        passwords.set(ana.id(), PASSWORD);
        Visitor elsewhere = signedIn();
        assertThat(browser.get("/account/confirm")).hasStatus(302).hasHeader("Location", "/account");

        clock.advance(RecentSignIn.IS_RECENT.plusSeconds(1));

        assertThat(browser.get("/account"))
                .hasStatusOk()
                .bodyText()
                .contains("/account/confirm")
                .doesNotContain("newPassword", "/account/sessions/end", "data-passkey");
        for (String form : List.of(
                "/account/password",
                "/account/passkeys/delete",
                "/account/sessions/end",
                "/account/sessions/end-others",
                "/webauthn/register/options",
                "/webauthn/register")) {
            assertThat(browser.submit("/account", form, "newPassword", "another password", "id", "x", "handle", "x"))
                    .as(form)
                    .hasStatus(302)
                    .hasHeader("Location", "/account/confirm");
        }
        assertThat(browser.send(HttpMethod.DELETE, "/webauthn/register/x", Map.of("_csrf", browser.token("/account"))))
                .as("it is never deleted there")
                .hasStatus(404);
        assertThat(passwords.matches(ana.id(), PASSWORD)).isTrue();
        assertThat(elsewhere.get("/account")).as("was not ended").hasStatusOk();
        assertThat(profile("Ana", "UTC", "en")).as("signs nobody in").hasHeader("Location", "/account?saved=profile");
    }

    @Test
    void whoeverSignsInAgainComesBackToThePage() {
        passwords.set(ana.id(), PASSWORD);
        clock.advance(RecentSignIn.IS_RECENT.plusSeconds(1));

        assertThat(browser.get("/account/confirm")).hasStatus(302).hasHeader("Location", "/sign-in?again");
        assertThat(browser.get("/sign-in?again=")).hasStatusOk().bodyText().contains("Sign in again to go on");
        MvcTestResult again =
                browser.submit("/sign-in?again=", "/sign-in/password", "username", ana.email(), "password", PASSWORD);

        assertThat(Visitor.location(again)).endsWith("/account/confirm");
        assertThat(browser.get("/account/confirm")).hasHeader("Location", "/account");
        assertThat(setPassword(browser, PASSWORD, "another password")).hasHeader("Location", "/account?saved=password");
    }

    @Test
    void whoeverFailsToSignInAgainIsToldAndMayTryOnceMore() {
        passwords.set(ana.id(), PASSWORD);
        clock.advance(RecentSignIn.IS_RECENT.plusSeconds(1));
        browser.get("/account/confirm");

        MvcTestResult wrong =
                browser.submit("/sign-in?again=", "/sign-in/password", "username", ana.email(), "password", "wrong");
        assertThat(wrong).hasStatus(302).hasHeader("Location", "/sign-in?failed=password");
        assertThat(browser.get("/sign-in?failed=password"))
                .hasStatusOk()
                .bodyText()
                .contains("Email or password is wrong", ana.email());
        assertThat(browser.get("/sign-in?failed=link")).hasStatusOk().bodyText().contains("This link was used already");
        assertThat(browser.get("/sign-in")).as("nothing to say").hasStatus(302).hasHeader("Location", "/");

        MvcTestResult again = browser.submit(
                "/sign-in?failed=password", "/sign-in/password", "username", ana.email(), "password", PASSWORD);
        assertThat(Visitor.location(again)).endsWith("/account/confirm");
    }

    @Test
    void whoSignedInWithAPasswordMustKnowItToChangeIt() {
        passwords.set(ana.id(), PASSWORD);
        var byPassword = new Visitor(fixtures.http());
        byPassword.submit("/sign-in", "/sign-in/password", "username", ana.email(), "password", PASSWORD);

        assertThat(setPassword(byPassword, "wrong", "another password"))
                .hasStatus(400)
                .bodyText()
                .contains("old-password-error");
        assertThat(setPassword(byPassword, PASSWORD, "another password")).hasStatus(302);
        assertThat(passwords.matches(ana.id(), "another password")).isTrue();
        assertThat(setPassword(signedIn(), "", "by the mailbox"))
                .as("forgotten")
                .hasStatus(302);
    }

    @Test
    void aLinkOfLongAgoDoesNotReplaceTheOldPassword() {
        passwords.set(ana.id(), PASSWORD);
        clock.advance(RecentSignIn.IS_RECENT.plusSeconds(1));
        browser.submit("/sign-in?again=", "/sign-in/password", "username", ana.email(), "password", PASSWORD);

        assertThat(setPassword(browser, "", "another password"))
                .hasStatus(400)
                .bodyText()
                .contains("old-password-error");
        assertThat(setPassword(browser, PASSWORD, "another password")).hasStatus(302);
    }

    /** Whoever has taken over a session may send another name with each form, from any client. */
    @Test
    void theOldPasswordCannotBeGuessedWithoutEnd() {
        Visitor elsewhere = signedIn();
        for (int n = 0; n < 10; n++) {
            assertThat(guess(n % 2 == 0 ? browser : elsewhere, n + "@example.com"))
                    .hasStatus(400);
        }

        assertThat(guess(browser, "")).hasStatus(429).hasHeader("Retry-After", "600");
        assertThat(guess(elsewhere, ana.email())).hasStatus(429);
    }

    @Test
    void nobodyElseCanUseUpTheAttemptsOfAnAccount() {
        var stranger = new Visitor(fixtures.http());
        Account ben = accounts.findOrCreate(new Mailbox(UUID.randomUUID() + "@example.com"), "");
        Visitor other = signedIn(ben);
        for (int n = 0; n < 10; n++) {
            assertThat(stranger.submit("/sign-in", "/account/password", "username", ana.email()))
                    .hasStatus(302)
                    .hasHeader("Location", "/sign-in");
            assertThat(guess(other, ana.email())).hasStatus(400);
        }

        assertThat(guess(browser, ana.email())).as("the first of the owner").hasStatus(400);
    }

    @Test
    void aSessionIsListedWithItsBrowserAndEndedByItsOwner() {
        Visitor elsewhere = signedIn();
        String handle = Visitor.found(HANDLE, browser.get("/account"));

        Account ben = accounts.findOrCreate(new Mailbox(UUID.randomUUID() + "@example.com"), "");
        Visitor stranger = signedIn(ben);
        assertThat(stranger.submit("/account", "/account/sessions/end", "handle", handle))
                .hasStatus(302);
        assertThat(elsewhere.get("/account")).as("not by another person").hasStatusOk();

        assertThat(browser.submit("/account", "/account/sessions/end", "handle", handle))
                .hasStatus(302);
        assertThat(elsewhere.get("/account")).hasStatus(302);
        assertThat(browser.get("/account")).hasStatusOk();
    }

    @Test
    void aNameCannotContainMarkup() {
        profile("<b>Ana</b>", "UTC", "en");
        assertThat(browser.get("/account")).bodyText().contains("&lt;b&gt;Ana").doesNotContain("<b>Ana");
    }

    private MvcTestResult profile(String name, String zone, String language) {
        return browser.submit("/account", "/account/profile", "name", name, "timeZone", zone, "language", language);
    }

    private static MvcTestResult guess(Visitor visitor, String name) {
        return visitor.submit("/account", "/account/password", "username", name, "newPassword", "short");
    }

    private static MvcTestResult setPassword(Visitor visitor, String old, String password) {
        return visitor.submit("/account", "/account/password", "oldPassword", old, "newPassword", password);
    }

    private Person person() {
        return accounts.person(ana.id()).orElseThrow();
    }

    private Visitor signedIn() {
        return signedIn(ana);
    }

    private Visitor signedIn(Account account) {
        var visitor = new Visitor(fixtures.http());
        String token = links.create(new Mailbox(account.email()), Duration.ofMinutes(15));
        visitor.signIn(token);
        return visitor;
    }
}
