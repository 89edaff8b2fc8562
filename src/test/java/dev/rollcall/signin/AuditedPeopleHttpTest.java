package dev.rollcall.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.account.Account;
import dev.rollcall.account.Accounts;
import dev.rollcall.account.Mailbox;
import dev.rollcall.account.Members;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.account.SignInLinks;
import dev.rollcall.account.invitation.Invitations;
import dev.rollcall.audit.Actor;
import dev.rollcall.audit.AuditEntry;
import dev.rollcall.audit.AuditFilter;
import dev.rollcall.audit.AuditLog;
import dev.rollcall.platform.api.CursorRequest;
import dev.rollcall.project.ProjectId;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

/** What people do on pages is recorded with their names. */
@RollcallTest
class AuditedPeopleHttpTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Members members;

    @Autowired
    private Projects projects;

    @Autowired
    private Invitations invitations;

    @Autowired
    private SignInLinks links;

    @Autowired
    private AuditLog audit;

    private ProjectId project;
    private Account anna;

    @BeforeEach
    void createProject() {
        project = projects.createWithoutKeys("Nightly jobs");
        anna = accounts.findOrCreate(newMailbox(), "Anna");
        members.add(project, anna.id(), ProjectRole.OWNER);
    }

    @Test
    void aSignInIsRecordedInEachProjectOfThePersonAndInNoOther() {
        ProjectId second = projects.createWithoutKeys("another of hers");
        members.add(second, anna.id(), ProjectRole.VIEWER);
        ProjectId others = projects.createWithoutKeys("of others");

        signedIn(anna);

        for (ProjectId own : List.of(project, second)) {
            AuditEntry entry = entries(own).get(0);
            assertThat(line(entry)).isEqualTo("account.signed-in " + anna.email() + " link");
            assertThat(entry.actor()).isEqualTo(Actor.person(anna.id().value(), "Anna"));
        }
        assertThat(lines(others)).noneMatch(line -> line.startsWith("account"));
    }

    @Test
    void aFailedSignInIsNotRecordedAsASignIn() {
        var visitor = new Visitor(fixtures.http());
        visitor.submit("/sign-in", "/sign-in/password", "username", anna.email(), "password", "wrong");
        assertThat(lines(project)).noneMatch(line -> line.startsWith("account"));
    }

    @Test
    void invitingJoiningChangingRolesAndRemovingAreRecorded() {
        Visitor owner = signedIn(anna);
        String page = "/projects/" + project + "/settings/people/";
        owner.submit(page, page + "invite", "role", "VIEWER");
        owner.submit(
                page,
                page + "invitations/withdraw",
                "id",
                invitations.of(project).get(0).id().toString());
        Mailbox carl = newMailbox();
        String token = invitations.create(project, ProjectRole.MEMBER, carl, anna.id());
        new Visitor(fixtures.http()).submit("/sign-in/invitation?token=" + token, "/sign-in/link", "token", token);
        Account joined = accounts.find(carl).orElseThrow();
        owner.submit(page, page + "role", "account", joined.id().toString(), "role", "OWNER");
        owner.submit(page, page + "remove", "account", joined.id().toString());

        assertThat(lines(project))
                .startsWith(
                        "member.removed " + carl,
                        "member.changed " + carl + " owner",
                        "account.signed-in " + carl + " link",
                        "member.joined " + carl + " member",
                        "invitation.created " + carl + " member",
                        "invitation.withdrawn  viewer",
                        "invitation.created  viewer");
        List<AuditEntry> entries = entries(project);
        assertThat(entries.get(0).actor().name()).isEqualTo("Anna");
        assertThat(entries.get(3).actor().id())
                .as("who joins by mail")
                .isEqualTo(joined.id().value());
    }

    @Test
    void whatAPersonDoesWithACheckIsRecordedOnce() {
        var both = fixtures.project();
        members.add(both.id(), anna.id(), ProjectRole.OWNER);
        UUID check = fixtures.check(both, "{\"name\": \"Backup\"}");
        String key = fixtures.json(fixtures.call(HttpMethod.GET, "/api/v3/checks/", both.readOnlyKey(), ""))
                .get("checks")
                .get(0)
                .get("unique_key")
                .asString();
        Visitor owner = signedIn(anna);
        String page = "/projects/" + both.id() + "/checks/" + key + "/";
        owner.submit(page, page + "pause");
        owner.submit(page, page + "delete", "name", "Backup");

        assertThat(lines(both.id())).startsWith("check.deleted Backup", "check.paused Backup");
        assertThat(entries(both.id()).get(0).actor())
                .isEqualTo(Actor.person(anna.id().value(), "Anna"));
        assertThat(entries(both.id()).toString()).doesNotContain(check.toString(), key);
    }

    private List<String> lines(ProjectId of) {
        return entries(of).stream().map(AuditedPeopleHttpTest::line).toList();
    }

    private static String line(AuditEntry entry) {
        return (entry.action() + " " + entry.subject() + " " + entry.detail()).strip();
    }

    private List<AuditEntry> entries(ProjectId of) {
        return audit.find(of.value(), AuditFilter.ALL, CursorRequest.of("100", null, Long::valueOf));
    }

    private Visitor signedIn(Account account) {
        var visitor = new Visitor(fixtures.http());
        String token = links.create(new Mailbox(account.email()), Duration.ofMinutes(15));
        visitor.signIn(token);
        return visitor;
    }

    private static Mailbox newMailbox() {
        return new Mailbox(UUID.randomUUID() + "@example.com");
    }
}
