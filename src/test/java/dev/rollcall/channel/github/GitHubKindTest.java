package dev.rollcall.channel.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollcall.channel.DeliveryException;
import dev.rollcall.channel.SampleAlert;
import dev.rollcall.channel.SampleNotice;
import dev.rollcall.channel.http.HttpKindParts;
import dev.rollcall.channel.http.TestReceivers;
import dev.rollcall.channel.text.TestTexts;
import dev.rollcall.platform.problem.InvalidRequestException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import testing.Receiver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(300)
class GitHubKindTest {

    private static final String ISSUES = "/api/v3/repos/acme/ops/issues";
    private static final String LABEL = "rollcall-" + SampleAlert.UNIQUE_KEY.substring(0, 12);

    private final Receiver receiver = Receiver.start();
    private final GitHubKind kind =
            new GitHubKind(new HttpKindParts(TestReceivers.local(), TestTexts.create(), JsonMapper.shared()));
    private final Map<String, Object> config = kind.configure(
            Map.of("base_url", receiver.url("/api/v3"), "repository", "acme/ops", "token", "github_pat_secret"));

    @AfterEach
    void stopReceiver() {
        receiver.close();
    }

    @Test
    void downOpensAnIssueIfNoneIsOpen() {
        receiver.answer(200, Map.of(), "[]");

        kind.send(SampleAlert.down(config, "back @ops #1 `x`", "disk full <b>"));

        assertThat(receiver.received())
                .extracting(request -> request.method() + " " + request.path())
                .containsExactly("GET " + ISSUES + "?state=open&per_page=1&labels=rollcall," + LABEL, "POST " + ISSUES);
        assertThat(receiver.received())
                .allSatisfy(request -> assertThat(request.headers())
                        .containsEntry("Authorization", "Bearer github_pat_secret")
                        .containsEntry("Accept", "application/vnd.github+json")
                        .containsEntry("X-GitHub-Api-Version", "2022-11-28"));
        JsonNode issue = body(1);
        assertThat(issue.get("title").asString()).isEqualTo("DOWN: back @ops #1 `x`");
        assertThat(issue.get("labels").toString()).isEqualTo("[\"rollcall\",\"" + LABEL + "\"]");
        assertThat(issue.get("body").asString())
                .contains("- **Since:** 2026-03-01 12:00:00 UTC\n", "<pre>\ndisk full &lt;b&gt;\n</pre>")
                .doesNotContain(SampleAlert.CHECK.value().toString())
                // The repository may be public.
                .doesNotContain("/acknowledge/");
    }

    @Test
    void downAgainAddsACommentThatMentionsNobody() {
        receiver.answer(200, Map.of(), "[{\"number\": 12}]");

        kind.send(SampleAlert.down(config, "@ops #1", ""));

        assertThat(receiver.received().get(1).path()).isEqualTo(ISSUES + "/12/comments");
        assertThat(body(1).get("body").asString()).startsWith("**DOWN: @\u200bops #\u200b1**\n\n");
        assertThat(receiver.received()).hasSize(2);
    }

    @Test
    void upCommentsAndClosesTheIssue() {
        receiver.answer(200, Map.of(), "[{\"number\": 12}]");

        kind.send(SampleAlert.up(config, "backup"));

        assertThat(receiver.received())
                .extracting(request -> request.method() + " " + request.path())
                .containsExactly(
                        "GET " + ISSUES + "?state=open&per_page=1&labels=rollcall," + LABEL,
                        "POST " + ISSUES + "/12/comments",
                        "PATCH " + ISSUES + "/12");
        assertThat(body(2)).hasToString("{\"state\":\"closed\"}");
    }

    @Test
    void upWithoutAnIssueDoesNothing() {
        receiver.answer(200, Map.of(), "[]");
        kind.send(SampleAlert.up(config, "backup"));
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void aChannelThatFailsOpensAnIssueThatItsRecoveryCloses() {
        receiver.answer(200, Map.of(), "[]");
        kind.send(SampleNotice.failing(config, "mail"));
        receiver.answer(200, Map.of(), "[{\"number\": 12}]");
        kind.send(SampleNotice.working(config, "mail"));

        assertThat(body(1).get("title").asString()).isEqualTo("Alerts do not reach the channel mail");
        assertThat(body(1).get("labels").toString()).isEqualTo("[\"rollcall\",\"rollcall-000000000000\"]");
        assertThat(receiver.received())
                .extracting(request -> request.method() + " " + request.path())
                .endsWith("POST " + ISSUES + "/12/comments", "PATCH " + ISSUES + "/12");
    }

    @Test
    void otherNoticesOpenNothing() {
        kind.send(SampleNotice.excused(config, "backup"));
        kind.send(SampleNotice.down(config, "backup"));
        assertThat(receiver.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 410, 422})
    void aLastingRefusalIsNotRepeated(int status) {
        receiver.answer(status, Map.of(), "{\"message\": \"Bad credentials github_pat_secret\"}");
        assertThat(failure().isPermanent()).isTrue();
        assertThat(failure()).hasMessage("the receiver answered " + status);
    }

    /** GitHub answers 403 or 429 when there are too many requests. */
    @ParameterizedTest
    @ValueSource(ints = {403, 429, 500, 503})
    void aPassingFailureIsRepeatedWhenGitHubAsksForIt(int status) {
        receiver.answer(status, Map.of("Retry-After", "60"), "");
        assertThat(failure().isPermanent()).isFalse();
        assertThat(failure().retryAfter()).contains(Duration.ofSeconds(60));
    }

    /** The secondary limit has no header that says how long. */
    @Test
    void aRefusalThatNamesARateLimitIsRepeated() {
        receiver.answer(403, Map.of(), "{\"message\": \"You have exceeded a secondary rate limit.\"}");
        assertThat(failure().isPermanent()).isFalse();
    }

    @Test
    void anAnswerThatIsNoListIsAFailure() {
        receiver.answer(200, Map.of(), "<html>");
        assertThat(failure()).hasMessage("the receiver's answer is not JSON");
    }

    @Test
    void theRepositoryHasAnOwnerAndAName() {
        for (String wrong : List.of("ops", "acme/ops/x", "https://github.com/acme/ops", "acme/../x")) {
            assertThatThrownBy(() -> kind.configure(Map.of("repository", wrong, "token", "t")))
                    .isInstanceOfSatisfying(
                            InvalidRequestException.class,
                            refusal -> assertThat(refusal.fields()).containsOnlyKeys("repository"));
        }
    }

    private DeliveryException failure() {
        return catchThrowableOfType(DeliveryException.class, () -> kind.send(SampleAlert.down(config, "backup", "")));
    }

    private JsonNode body(int request) {
        return JsonMapper.shared().readTree(receiver.received().get(request).body());
    }
}
