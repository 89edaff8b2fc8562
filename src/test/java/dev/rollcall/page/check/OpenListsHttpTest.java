package dev.rollcall.page.check;

import static dev.rollcall.signin.Visitor.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.rollcall.Fixtures;
import dev.rollcall.Readers;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.platform.page.PageFrame;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What a list that is open in a browser is told, and when. */
@RollcallTest
class OpenListsHttpTest {

    private static final Pattern LIVE = Pattern.compile("data-hx-get=\"([^\"]*/live[^\"]*)\"");

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Readers readers;

    @Autowired
    private OpenLists openLists;

    private Projects.NewProject project;
    private Visitor member;

    @BeforeEach
    void makeProject() {
        clock.set(Instant.parse("2026-03-01T12:00:00Z"));
        project = fixtures.project();
        member = readers.signIn(project.id(), ProjectRole.MEMBER);
    }

    @AfterEach
    void answerAll() {
        openLists.stop();
        openLists.start();
    }

    @Test
    void aListIsToldWhatChangedWhenItChanges() {
        UUID backup = check("backup", "");
        fixtures.ping(backup, "");
        String live = live(text(member.get(list(""))));
        MvcTestResult asked = member.ask(live);
        look(Duration.ofSeconds(5));
        expectWaiting(asked);

        fixtures.ping(backup, "/fail");
        look(Duration.ofSeconds(2));
        String changed = text(member.answer(asked));

        assertThat(changed)
                .contains(
                        "id=\"live\"",
                        "lamp down",
                        "data-hx-swap-oob=\"innerHTML:#summary\"",
                        "One check did not answer",
                        "2 seconds ago")
                .doesNotContain("<html", "<header");
        assertThat(live(changed)).isNotEqualTo(live);
        MvcTestResult askedAgain = member.ask(live(changed));
        look(Duration.ofSeconds(2));
        expectWaiting(askedAgain);
    }

    @Test
    void aListThatIsAlreadyOutdatedIsToldAtOnce() {
        UUID backup = check("backup", "");
        String live = live(text(member.get(list(""))));
        fixtures.ping(backup, "/fail");
        clock.advance(Duration.ofSeconds(2));

        assertThat(member.get(live)).hasStatusOk().bodyText().contains("lamp down");
        assertThat(member.get(list("live"))).hasStatusOk();
        assertThat(member.get(list("live?version=none"))).hasStatusOk();
    }

    @Test
    void aListThatStaysRightAsksAgainAfterAWhile() {
        fixtures.ping(check("backup", ""), "");
        MvcTestResult asked = member.ask(live(text(member.get(list("")))));

        look(OpenLists.MAX_WAIT.minusSeconds(1));
        expectWaiting(asked);
        look(Duration.ofSeconds(1));
        assertThat(member.answer(asked)).hasStatus(204).bodyText().isEmpty();
    }

    @Test
    void anAnswerIsSharedByReadersToWhomItLooksTheSame() {
        fixtures.ping(check("backup", ""), "/fail");
        Visitor other = readers.signIn(project.id(), ProjectRole.MEMBER);
        Visitor german = readers.signIn(project.id(), ProjectRole.MEMBER, "de");
        Visitor viewer = readers.signIn(project.id(), ProjectRole.VIEWER);
        String page = text(member.get(list("")));
        String live = list("live");

        String shared = text(member.get(live));

        assertThat(page).contains("_csrf");
        assertThat(shared).contains("One check did not answer", "form=\"act\"").doesNotContain("_csrf");
        assertThat(text(other.get(live))).isEqualTo(shared);
        assertThat(text(german.get(live))).contains("Ein Check meldet sich nicht");
        assertThat(text(viewer.get(live))).contains("One check did not answer").doesNotContain("form=\"act\"");
    }

    @Test
    void pingsOfAHealthyCheckAreShownLater() {
        UUID backup = check("backup", "");
        clock.set(ListVersion.periodOf(project.id(), clock.instant()));
        fixtures.ping(backup, "");
        MvcTestResult asked = member.ask(live(text(member.get(list("")))));
        clock.advance(Duration.ofSeconds(5));
        fixtures.ping(backup, "");

        look(Duration.ofSeconds(13));
        expectWaiting(asked);
        look(Duration.ofSeconds(2));
        assertThat(member.answer(asked)).hasStatusOk().bodyText().contains("15 seconds ago");
    }

    @Test
    void pingsOfAHealthyCheckThatIsNotOnThePageAreNotShown() {
        UUID backup = check("backup", "daily");
        UUID other = check("other", "hourly");
        fixtures.ping(backup, "");
        fixtures.ping(other, "");
        String live = live(text(member.get(list("?tag=daily"))));
        clock.advance(ListVersion.MAX_AGE.plusSeconds(5));
        fixtures.ping(other, "");
        MvcTestResult asked = member.ask(live);
        look(Duration.ofSeconds(2));
        expectWaiting(asked);

        fixtures.ping(other, "/fail");
        look(Duration.ofSeconds(2));
        assertThat(member.answer(asked)).as("the numbers above the list change").hasStatusOk();
    }

    @Test
    void aStopAnswersAtOnceThoseThatWaitAndThoseThatCome() {
        check("backup", "");
        String live = live(text(member.get(list(""))));
        MvcTestResult asked = member.ask(live);

        openLists.stop();

        assertThat(member.answer(asked)).hasStatus(204);
        assertThat(member.get(live)).hasStatus(204);
    }

    @Test
    void aListThatIsOneTooManyDoesNotWait() {
        check("backup", "");
        MvcTestResult asked = member.ask(live(text(member.get(list("")))));
        List<OpenList> many = Stream.generate(() -> sameAs(asked))
                .limit(OpenLists.MAX_WAITING - 1)
                .toList();
        many.forEach(openLists::add);
        OpenList oneMore = sameAs(asked);

        openLists.add(oneMore);

        assertThat(many).noneMatch(list -> list.answer().isDone());
        assertThat(oneMore.answer()).isCompletedWithValue(Optional.empty());
        look(OpenLists.MAX_WAIT);
        await().untilAsserted(
                        () -> assertThat(many).allMatch(list -> list.answer().isDone()));
    }

    /** Another open list that shows and sees the same. */
    private OpenList sameAs(MvcTestResult asked) {
        var request = asked.getMvcResult().getRequest();
        return new OpenList(
                project.id(),
                ListQuery.of(null, null, null, null, null),
                ProjectRole.MEMBER,
                (PageFrame) Objects.requireNonNull(request.getAttribute("frame")),
                ListVersion.parse(Objects.requireNonNull(request.getParameter("version"))),
                new CompletableFuture<>());
    }

    private void look(Duration later) {
        clock.advance(later);
        for (int turn = 0; turn < OpenLists.TURNS; turn++) {
            openLists.look();
        }
    }

    private static void expectWaiting(MvcTestResult asked) {
        assertThatIllegalStateException()
                .as("an answer")
                .isThrownBy(() -> asked.getMvcResult().getAsyncResult(0));
    }

    private UUID check(String name, String tags) {
        return fixtures.check(
                project,
                "{\"name\": \"" + name + "\", \"tags\": \"" + tags + "\", \"timeout\": 3600, \"grace\": 3600}");
    }

    private String list(String rest) {
        return "/projects/" + project.id() + "/checks/" + rest;
    }

    private static String live(String page) {
        Matcher live = LIVE.matcher(page);
        assertThat(live.find()).as(page).isTrue();
        return live.group(1).replace("&amp;", "&");
    }
}
