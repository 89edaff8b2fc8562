package dev.rollcall.page.keys;

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
import dev.rollcall.project.ProjectId;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.Visitor;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Owners create, replace and revoke keys. */
@RollcallTest
class KeysPageHttpTest {

    private static final Pattern KEY = Pattern.compile("<code[^>]*>(rc[wrp]_[0-9A-Za-z]{28})</code>");
    private static final Pattern ID = Pattern.compile("name=\"id\" value=\"([0-9a-f-]{36})\"");

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
    private SettableClock clock;

    private ProjectId project;
    private Account anna;
    private Visitor owner;
    private String page;

    @BeforeEach
    void signIn() {
        project = projects.createWithoutKeys("Nightly jobs");
        anna = accounts.findOrCreate(new Mailbox(UUID.randomUUID() + "@example.com"), "Anna");
        members.add(project, anna.id(), ProjectRole.OWNER);
        owner = new Visitor(fixtures.http());
        String token = links.create(new Mailbox(anna.email()), Duration.ofMinutes(15));
        owner.signIn(token);
        page = "/projects/" + project + "/settings/keys/";
    }

    @ParameterizedTest
    @CsvSource({"READ_WRITE, rcw_, 200", "READ_ONLY, rcr_, 200", "PING, rcp_, 401"})
    void aNewKeyIsShownOnceAndWorks(String kind, String prefix, int listsChecks) {
        MvcTestResult made = owner.submit(page, page + "make", "kind", kind, "name", "deploy <1>");

        assertThat(made).hasStatusOk().bodyText().contains("deploy &lt;1&gt;");
        String key = key(made);
        assertThat(key).startsWith(prefix);
        assertThat(status(key)).isEqualTo(listsChecks);
        assertThat(owner.get(page))
                .bodyText()
                .contains(key.substring(0, 8) + "…")
                .doesNotContain(key);
    }

    @Test
    void theListSaysWhenAKeyWasUsedLast() {
        String key = key(owner.submit(page, page + "make", "kind", "READ_ONLY", "name", "dashboard"));
        assertThat(owner.get(page)).bodyText().contains("not used yet");

        status(key);
        clock.advance(Duration.ofMinutes(5));

        assertThat(owner.get(page))
                .bodyText()
                .contains("last used 5 minutes ago")
                .doesNotContain("not used yet");
    }

    @Test
    void aReplacedKeyGoesOnForTheChosenTime() {
        String old = key(owner.submit(page, page + "make", "kind", "READ_WRITE", "name", "deploy"));
        MvcTestResult replaced = owner.submit(page, page + "rotate", "id", id(), "days", "1");

        assertThat(replaced).hasStatusOk().bodyText().contains("expires in 1 day");
        String next = key(replaced);
        assertThat(status(old)).isEqualTo(200);
        assertThat(status(next)).isEqualTo(200);
        clock.advance(Duration.ofDays(1));
        assertThat(status(old)).isEqualTo(401);
        assertThat(status(next)).isEqualTo(200);
    }

    @Test
    void aKeyCanBeReplacedAtOnceAndRevokedEvenIfItIsTheLast() {
        String old = key(owner.submit(page, page + "make", "kind", "READ_WRITE", "name", "deploy"));
        String next = key(owner.submit(page, page + "rotate", "id", id(), "days", "0"));
        assertThat(status(old)).isEqualTo(401);

        assertThat(owner.submit(page, page + "revoke", "id", id())).hasStatus(302);

        assertThat(status(next)).isEqualTo(401);
        assertThat(owner.get(page + "?saved=revoked"))
                .bodyText()
                .contains("The key is revoked.", "The project has no keys yet.");
    }

    @Test
    void aKeyOfAnotherProjectIsNotTouched() {
        var others = fixtures.project();
        String id = fixtures.json(fixtures.call(HttpMethod.GET, "/api/v3/keys/", others.readWriteKey(), ""))
                .get("keys")
                .get(0)
                .get("id")
                .asString();
        owner.submit(page, page + "revoke", "id", id);
        assertThat(owner.submit(page, page + "rotate", "id", id, "days", "0"))
                .hasStatus(400)
                .bodyText()
                .contains("This key no longer exists.");
        assertThat(fixtures.json(fixtures.call(HttpMethod.GET, "/api/v3/keys/", others.readWriteKey(), ""))
                        .get("keys"))
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "100 + 1"})
    void anInvalidNameIsRefused(String name) {
        String given = name.startsWith("100") ? "x".repeat(101) : name;
        assertThat(owner.submit(page, page + "make", "kind", "PING", "name", given))
                .hasStatus(400)
                .bodyText()
                .contains("A name is one line", "value=\"" + given + "\"", "value=\"PING\" checked")
                .doesNotContain("value=\"READ_WRITE\" checked");
        assertThat(owner.get(page)).bodyText().contains("The project has no keys yet.");
    }

    @Test
    void theHundredAndFirstKeyIsRefused() {
        for (int n = 0; n < 100; n++) {
            fixtures.jdbc().sql("""
                            INSERT INTO api_keys (id, project_id, kind, sha256, created_at)
                            VALUES (gen_random_uuid(), :project, 'PING', sha256(uuid_send(gen_random_uuid())), now())
                            """).param("project", project.value()).update();
        }
        assertThat(owner.submit(page, page + "make", "kind", "READ_ONLY", "name", "dashboard"))
                .hasStatus(400)
                .bodyText()
                .contains("The project has 100 keys.", "An older key")
                .contains("value=\"dashboard\"", "value=\"READ_ONLY\" checked");
        assertThat(owner.submit(page, page + "rotate", "id", id(), "days", "7")).hasStatus(400);
        assertThat(owner.submit(page, page + "rotate", "id", id(), "days", "0")).hasStatusOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MEMBER", "VIEWER"})
    void onlyOwnersSeeKeys(ProjectRole role) {
        var another = fixtures.project();
        members.add(another.id(), anna.id(), role);
        assertThat(owner.get("/projects/" + another.id() + "/settings/keys/")).hasStatus(403);
    }

    private int status(String key) {
        return fixtures.call(HttpMethod.GET, "/api/v3/checks/", key, "")
                .getResponse()
                .getStatus();
    }

    private static String key(MvcTestResult made) {
        return Visitor.found(KEY, made);
    }

    /** The id of the last key on the page. */
    private String id() {
        Matcher ids = ID.matcher(Visitor.text(owner.get(page)));
        String last = "";
        while (ids.find()) {
            last = ids.group(1);
        }
        return last;
    }
}
