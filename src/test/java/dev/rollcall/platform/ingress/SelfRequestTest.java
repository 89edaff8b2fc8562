package dev.rollcall.platform.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.RollcallTest;
import dev.rollcall.platform.deploy.Release;
import dev.rollcall.platform.deploy.Site;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import testing.App;
import testing.Receiver;

/** What counts as an answer of this deploy. The black-box test has the real one. */
@RollcallTest
class SelfRequestTest {

    @Autowired
    private IngressStore store;

    @Autowired
    private Release release;

    @Autowired
    private MockMvcTester mvc;

    @Test
    void onlyTheDeployWithTheSameDatabaseKnowsTheAnswer() throws Exception {
        String answer =
                mvc.get().uri("/reach/a-challenge").exchange().getResponse().getContentAsString();

        assertThat(store.key().isAnswer("a-challenge", answer)).isTrue();
        assertThat(store.key().isAnswer("another", answer)).isFalse();
        assertThat(new AnswerKey(new byte[32]).isAnswer("a-challenge", answer)).isFalse();
    }

    @Test
    void aPageOfSomethingElseIsNoAnswer() throws Exception {
        try (var page = Receiver.start()) {
            page.answer(200, Map.of(), "Welcome! Please sign in to use this network.");
            assertThat(failure(page.url(""))).isEqualTo("something else answers");
            assertThat(page.received()).singleElement().satisfies(received -> {
                assertThat(received.path()).startsWith("/reach/");
                assertThat(received.headers()).containsEntry("User-Agent", release.userAgent());
            });
        }
    }

    @Test
    void aRouterThatReachesNoProcessIsNoAnswer() throws Exception {
        try (var router = Receiver.start()) {
            router.answer(502);
            assertThat(failure(router.url(""))).isEqualTo("it answers 502");
            router.redirectTo("http://127.0.0.1:1/");
            assertThat(failure(router.url(""))).isEqualTo("it answers 302");
        }
        assertThat(failure("http://127.0.0.1:" + App.freePort())).isEqualTo("the connection was refused");
        assertThat(failure("http://rollcall.invalid")).isEqualTo("its host name cannot be looked up");
    }

    @Test
    void aRequestThatHangsIsGivenUp() throws Exception {
        try (var router = Receiver.start()) {
            router.withholdAnswers();
            assertThat(failure(router.url(""))).isEqualTo("it took too long");
        }
    }

    private String failure(String root) throws InterruptedException {
        return new SelfRequest(new Site(root, "Rollcall"), release, store)
                .failure()
                .orElse("");
    }
}
