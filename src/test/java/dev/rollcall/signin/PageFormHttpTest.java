package dev.rollcall.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.Readers;
import dev.rollcall.RollcallTest;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.platform.body.BodySlots;
import dev.rollcall.signin.password.BulkheadPasswordEncoder;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Bodies that browsers, or others in their place, send to pages. */
@RollcallTest
class PageFormHttpTest {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Readers readers;

    @Autowired
    private BodySlots slots;

    @Autowired
    private PasswordEncoder passwords;

    /** Before anything else is decided: none of these requests has the token of a form. */
    @ParameterizedTest
    @CsvSource({
        "/sign-in/password," + FORM,
        "/login/webauthn," + JSON,
        "/webauthn/register," + JSON,
        "/webauthn/authenticate/options," + JSON,
        "/account/profile," + FORM,
        "/projects/x/settings/keys/make," + FORM,
        "/acknowledge/x," + FORM,
        "/unsubscribe/x," + FORM
    })
    void aBodyLargerThanAnyFormIsRefused(String path, String type) {
        assertThat(post(path, type, "x=" + "y".repeat(300_000))).hasStatus(413);
    }

    @Test
    void aRefusedFormOfAnOpenPageIsAnsweredWithAPage() {
        MvcTestResult refused = post("/acknowledge/x", FORM, "x=" + "y".repeat(300_000));
        assertThat(Visitor.text(refused)).contains("What you sent is too long.");
        assertThat(refused.getResponse().getContentType()).startsWith("text/html");
    }

    @ParameterizedTest
    @CsvSource({
        "en, Too many requests of this kind",
        "de, zu viele Anfragen dieser Art",
        "fr, Trop de demandes de ce type",
        "es, demasiadas solicitudes de este tipo"
    })
    void aFormIsAskedToComeAgainWhileTooManyAreOnTheirWay(String language, String why) {
        List<HttpServletRequest> others = Stream.<HttpServletRequest>generate(MockHttpServletRequest::new)
                .limit(BodySlots.most() / 2)
                .toList();
        others.forEach(slots::take);
        try {
            for (String path : List.of("/acknowledge/x", "/sign-in/password")) {
                var form = fixtures.http().post().uri(path).contentType(FORM).content("x=y");
                MvcTestResult refused = forwarded(in(language, form), language);
                assertThat(refused).hasStatus(503).hasHeader("Retry-After", "5");
                assertThat(Visitor.text(refused)).contains(why);
            }
        } finally {
            others.forEach(slots::giveBack);
        }
    }

    @Test
    void aSignInIsAskedToComeAgainWhileManyPasswordsAreCompared() throws Exception {
        var page = new Visitor(fixtures.http());
        String token = page.token("/sign-in");
        String hash = passwords.encode("a password");
        var end = new CountDownLatch(1);
        var typed = new AtomicInteger();
        ExecutorService strangers = Executors.newCachedThreadPool();
        try {
            List<Future<Boolean>> compared = Stream.generate(() -> strangers.submit(() -> {
                        typed.incrementAndGet();
                        return passwords.matches(new SlowText(end), hash);
                    }))
                    .limit(BulkheadPasswordEncoder.MAX_UNDER_WAY)
                    .toList();
            Awaitility.await().until(() -> typed.get() == compared.size());
            MvcTestResult refused = Awaitility.await()
                    .until(
                            () -> page.send(
                                    HttpMethod.POST,
                                    "/sign-in/password",
                                    Map.of("_csrf", token, "username", "x@example.com", "password", "y")),
                            answer -> answer.getResponse().getForwardedUrl() != null);
            MvcTestResult shown = forwarded(refused, "en");
            assertThat(shown).hasStatus(503).hasHeader("Retry-After", "5");
            assertThat(Visitor.text(shown)).contains("Too many requests of this kind");
            end.countDown();
            assertThat(compared).map(Future::get).containsOnly(true);
        } finally {
            end.countDown();
            strangers.shutdown();
        }
    }

    /** Two texts of 10,000 characters, each of which is sent as nine bytes. */
    @Test
    void theLongestFormIsAccepted() {
        var project = fixtures.project();
        Visitor owner = readers.signIn(project.id(), ProjectRole.OWNER);
        String page = "/projects/" + project.id() + "/settings/keys/";
        String body = "_csrf=" + owner.token(page) + "&kind=READ_ONLY&name=a&padding=" + "%E2%82%AC".repeat(20_000);
        var request =
                fixtures.http().post().uri(page + "make").contentType(FORM).content(body);
        owner.cookies().forEach(request::cookie);
        assertThat(request.exchange().getResponse().getStatus()).isLessThan(400);
    }

    private static MvcTestResult in(String language, MockMvcRequestBuilder request) {
        return request.header("Accept-Language", language).exchange();
    }

    /** MockMvc does not carry out the forward to the page of a {@link Refusal}. */
    private MvcTestResult forwarded(MvcTestResult answer, String language) {
        if (answer.getResponse().getForwardedUrl() == null) {
            return answer;
        }
        return in(
                language,
                fixtures.http()
                        .get()
                        .uri(Refusal.PATH)
                        .requestAttr(Refusal.class.getName(), Refusal.reason(answer.getRequest())));
    }

    private MvcTestResult post(String path, String type, String body) {
        return fixtures.http().post().uri(path).contentType(type).content(body).exchange();
    }

    /** A password that blocks whoever hashes it until the latch opens. */
    private record SlowText(CountDownLatch end) implements CharSequence {

        @Override
        public int length() {
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return toString().length();
        }

        @Override
        public char charAt(int index) {
            return toString().charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int until) {
            return toString().subSequence(start, until);
        }

        @Override
        public String toString() {
            return "a password";
        }
    }
}
