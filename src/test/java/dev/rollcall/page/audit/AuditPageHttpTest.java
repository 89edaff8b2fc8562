package dev.rollcall.page.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.account.Account;
import dev.rollcall.account.Accounts;
import dev.rollcall.account.Mailbox;
import dev.rollcall.account.Members;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.account.SignInLinks;
import dev.rollcall.audit.Actor;
import dev.rollcall.audit.AuditAction;
import dev.rollcall.audit.AuditEntry;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What owners read about their project. */
@RollcallTest
class AuditPageHttpTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Members members;

    @Autowired
    private SignInLinks links;

    @Autowired
    private AuditSentences sentences;

    @Autowired
    private SettableClock clock;

    private Projects.NewProject project;
    private Account anna;
    private Visitor owner;
    private String page;

    @BeforeEach
    void signIn() {
        project = fixtures.project();
        anna = accounts.findOrCreate(new Mailbox(UUID.randomUUID() + "@example.com"), "Anna");
        members.add(project.id(), anna.id(), ProjectRole.OWNER);
        owner = new Visitor(fixtures.http());
        String token = links.create(new Mailbox(anna.email()), Duration.ofMinutes(15));
        owner.signIn(token);
        page = "/projects/" + project.id() + "/settings/audit/";
    }

    @Test
    void aDeletionIsShownAsASentence() {
        String checks = "/projects/" + project.id() + "/checks/";
        owner.submitDailyCheck(checks, checks, "Backup <1>");
        UUID other = fixtures.check(project, "{\"name\": \"Report\"}");
        assertThat(fixtures.call(HttpMethod.DELETE, "/api/v3/checks/" + other, project.readWriteKey(), ""))
                .hasStatusOk();

        assertThat(owner.get(page))
                .hasStatusOk()
                .bodyText()
                .contains(
                        "Anna created the check “Backup &lt;1&gt;”",
                        "deleted the check “Report”",
                        "Anna signed in (with a link)")
                .doesNotContain(other.toString());
        assertThat(owner.get(page + "?about=account"))
                .hasStatusOk()
                .bodyText()
                .contains("Anna signed in")
                .doesNotContain("Report");
    }

    @Test
    void olderEntriesAreOnAnotherPage() {
        for (int n = 1; n <= 60; n++) {
            clock.advance(Duration.ofSeconds(1));
            fixtures.check(project, "{\"name\": \"check " + n + ".\"}");
        }
        MvcTestResult first = owner.get(page + "?about=check");
        assertThat(first).bodyText().contains("“check 60.”", "“check 11.”").doesNotContain("“check 10.”");
        String older = Visitor.found(Pattern.compile("href=\"([^\"]*cursor=[^\"]*)\""), first);
        assertThat(owner.get(older.replace("&amp;", "&")))
                .hasStatusOk()
                .bodyText()
                .contains("“check 10.”", "“check 1.”")
                .doesNotContain("“check 11.”");
        assertThat(owner.get(page + "?cursor=x")).hasStatus(400);
    }

    @Test
    void theFileHasAllEntriesAndNoFormulas() {
        for (int n = 1; n <= 60; n++) {
            fixtures.check(project, "{\"name\": \"check " + n + ".\"}");
        }
        fixtures.check(project, "{\"name\": \"=HYPERLINK(\\\"x\\\")\"}");

        MvcTestResult file = owner.get(page + "audit-log.csv?about=check");

        assertThat(file).hasStatusOk().hasHeader("Content-Disposition", "attachment; filename=\"audit-log.csv\"");
        assertThat(file.getResponse().getContentType()).startsWith("text/csv");
        List<String> lines = Arrays.asList(Visitor.text(file).split("\r\n"));
        assertThat(lines).hasSize(62).first().isEqualTo("time,action,actor kind,actor,subject,detail,request");
        assertThat(lines.get(1)).contains("\"check.created\",\"key\",", ",\"'=HYPERLINK(\"\"x\"\")\",\"\",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MEMBER", "VIEWER"})
    void onlyOwnersReadIt(ProjectRole role) {
        var another = fixtures.project();
        members.add(another.id(), anna.id(), role);
        assertThat(owner.get("/projects/" + another.id() + "/settings/audit/")).hasStatus(403);
        assertThat(owner.get("/projects/" + another.id() + "/settings/audit/audit-log.csv"))
                .hasStatus(403);
    }

    @ParameterizedTest
    @CsvSource({"en", "de", "fr", "es"})
    void everyActionHasASentenceInEveryLanguage(String language) {
        Locale locale = Locale.forLanguageTag(language);
        for (AuditAction action : AuditAction.values()) {
            for (Actor.Kind kind : Actor.Kind.values()) {
                String sentence = sentences.of(entry(action.label(), new Actor(kind, null, "Anna"), ""), locale);
                assertThat(sentence)
                        .as(action.label())
                        .doesNotContain(action.label(), "{")
                        .isNotBlank();
            }
            assertThat(Visitor.text(owner.get(page))).contains("value=\"" + action.thing() + "\"");
        }
    }

    @Test
    void anActionOfANewerReleaseIsShownByItsLiteral() {
        assertThat(sentences.of(entry("check.cloned", Actor.TASK, "x"), Locale.ENGLISH))
                .isEqualTo("An operator: check.cloned “Backup”");
    }

    private static AuditEntry entry(String action, Actor actor, String detail) {
        return new AuditEntry(1, Instant.EPOCH, action, actor, "Backup", detail, null);
    }
}
