package dev.rollcall.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.Fixtures;
import dev.rollcall.Readers;
import dev.rollcall.RollcallTest;
import dev.rollcall.account.Account;
import dev.rollcall.account.AccountId;
import dev.rollcall.account.Accounts;
import dev.rollcall.account.Mailbox;
import dev.rollcall.account.Members;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.account.invitation.Invitations;
import dev.rollcall.audit.RightEndedException;
import dev.rollcall.project.KeyKind;
import dev.rollcall.project.Keys;
import dev.rollcall.project.ProjectId;
import dev.rollcall.project.Projects;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** A right that ends while a request is under way does not count: neither while its body arrives, nor later. */
@RollcallTest
class EndedRightHttpTest {

    private static final String KEYS = "/api/v3/keys/";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Readers readers;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Members members;

    @Autowired
    private Invitations invitations;

    @Autowired
    private Keys keys;

    @Autowired
    private ServletContext context;

    private Projects.NewProject made;
    private ProjectId project;
    private Account ana;
    private AccountId ben;

    @BeforeEach
    void createProject() {
        made = fixtures.project();
        project = made.id();
        ana = account("Ana");
        ben = account("Ben").id();
        members.add(project, ana.id(), ProjectRole.OWNER);
        members.add(project, ben, ProjectRole.OWNER);
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void anOwnerWhoIsRemovedWhileTheirFormArrivesMakesNoKey() {
        Visitor browser = readers.signIn(ana);
        String page = "/projects/" + project + "/settings/keys/";
        String token = browser.token(page);
        int before = keys.of(project).size();

        var form = new LateRequest(context, page + "make", "kind=READ_WRITE", () -> members.remove(project, ana.id()));
        form.setContentType("application/x-www-form-urlencoded");
        form.setParameter("kind", "READ_WRITE");
        form.addHeader("X-XSRF-TOKEN", token);
        form.setCookies(browser.cookies().toArray(Cookie[]::new));

        assertThat(send(form)).hasStatus(404);
        assertThat(keys.of(project)).hasSize(before);
    }

    @Test
    void aKeyThatIsRevokedWhileItsBodyArrivesMakesNoKey() {
        UUID own = idOf(made.readWriteKey());
        int before = keys.of(project).size();

        MvcTestResult answer = send(withKey(KEYS, "{\"kind\": \"read-write\"}", () -> keys.revoke(project, own)));

        assertThat(answer).hasStatus(401);
        assertThat(Visitor.text(answer)).contains("wrong api key");
        assertThat(keys.of(project)).hasSize(before - 1);
    }

    @Test
    void aKeyThatIsRevokedWhileItsBodyArrivesReplacesNoKey() {
        UUID own = idOf(made.readWriteKey());
        UUID other = idOf(made.readOnlyKey());

        MvcTestResult answer = send(withKey(KEYS + other + "/rotate", "{}", () -> keys.revoke(project, own)));

        assertThat(answer).hasStatus(401);
        assertThat(keys.of(project)).extracting(key -> key.id()).contains(other);
    }

    /** Between the decision about the request and the transaction of the change. */
    @Test
    void somebodyWhoIsNoOwnerAnyMoreGivesNobodyAccess() {
        int before = keys.of(project).size();
        UUID other = idOf(made.readOnlyKey());
        members.change(project, ana.id(), ProjectRole.MEMBER);
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        ana.id().toString(), "", List.of()));

        List<ThrowingCallable> changes = List.of(
                () -> keys.create(project, KeyKind.READ_WRITE, ""),
                () -> keys.exchange(project, other, Duration.ZERO),
                () -> keys.revoke(project, other),
                () -> members.change(project, ana.id(), ProjectRole.OWNER),
                () -> members.remove(project, ben),
                () -> invitations.create(project, ProjectRole.OWNER, null, ana.id()));
        changes.forEach(change -> assertThatThrownBy(change).isInstanceOf(RightEndedException.class));

        SecurityContextHolder.clearContext();
        assertThat(keys.of(project)).hasSize(before).extracting(key -> key.id()).contains(other);
        assertThat(members.role(ana.id(), project)).contains(ProjectRole.MEMBER);
        assertThat(members.role(ben, project)).contains(ProjectRole.OWNER);
        assertThat(invitations.of(project)).isEmpty();
    }

    @Test
    void anOwnerGivesAccess() {
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        ana.id().toString(), "", List.of()));

        keys.create(project, KeyKind.READ_WRITE, "");
        members.change(project, ben, ProjectRole.MEMBER);
        invitations.create(project, ProjectRole.OWNER, null, ana.id());

        assertThat(invitations.of(project)).hasSize(1);
    }

    private UUID idOf(String key) {
        return keys.of(project).stream()
                .filter(kept -> key.startsWith(kept.hint()))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private Account account(String name) {
        return accounts.findOrCreate(new Mailbox(UUID.randomUUID() + "@example.com"), name);
    }

    private LateRequest withKey(String path, String body, Runnable whileItArrives) {
        var request = new LateRequest(context, path, body, whileItArrives);
        request.addHeader("X-Api-Key", made.readWriteKey());
        return request;
    }

    private MvcTestResult send(MockHttpServletRequest request) {
        RequestBuilder builder = unused -> request;
        return fixtures.http().perform(builder);
    }

    /** A request whose body arrives later than its head. Another thread may do something meanwhile. */
    private static final class LateRequest extends MockHttpServletRequest {

        private final Runnable whileItArrives;
        private boolean hasArrived;

        LateRequest(ServletContext context, String path, String body, Runnable whileItArrives) {
            super(context, "POST", path);
            setPathInfo(path);
            setContent(body.getBytes(StandardCharsets.UTF_8));
            this.whileItArrives = whileItArrives;
        }

        @Override
        public ServletInputStream getInputStream() {
            arrive();
            return super.getInputStream();
        }

        /** A container reads the body when somebody asks for the first parameter. */
        @Override
        public @Nullable String getParameter(String name) {
            arrive();
            return super.getParameter(name);
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            arrive();
            return super.getParameterValues(name);
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            arrive();
            return super.getParameterMap();
        }

        private void arrive() {
            if (!hasArrived) {
                hasArrived = true;
                CompletableFuture.runAsync(whileItArrives).join();
            }
        }
    }
}
