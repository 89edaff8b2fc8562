package dev.rollcall.signin.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.account.Account;
import dev.rollcall.account.AccountId;
import dev.rollcall.account.Accounts;
import dev.rollcall.account.Mailbox;
import dev.rollcall.account.Member;
import dev.rollcall.account.Members;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.account.SignInLinks;
import dev.rollcall.account.invitation.Invitations;
import dev.rollcall.project.ProjectId;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.Visitor;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Inviting people to a project, and changing what they may do. */
@RollcallTest
class PeoplePageHttpTest {

    private static final Pattern LINK =
            Pattern.compile("value=\"https://rollcall.example(/invitation\\?token=([\\w-]+))\"");

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
    private SettableClock clock;

    private ProjectId project;
    private String page;
    private Account ana;
    private Account ben;
    private Visitor owner;
    private Visitor guest;

    @BeforeEach
    void createProject() {
        project = projects.createWithoutKeys("Nightly jobs");
        page = "/projects/" + project + "/settings/people/";
        ana = accounts.findOrCreate(newMailbox(), "Ana");
        ben = accounts.findOrCreate(newMailbox(), "Ben");
        members.add(project, ana.id(), ProjectRole.OWNER);
        owner = signedIn(ana);
        guest = signedIn(ben);
    }

    @Test
    void aLinkThatIsPassedOnIsAcceptedOnceBySomebodyWhoIsSignedIn() {
        String invited = Visitor.text(owner.submit(page, page + "invite", "role", "VIEWER"));
        Matcher link = LINK.matcher(invited);
        assertThat(link.find()).as(invited).isTrue();

        var stranger = new Visitor(fixtures.http());
        assertThat(stranger.get(link.group(1))).hasStatus(302).hasHeader("Location", "/sign-in");
        assertThat(guest.get(link.group(1))).hasStatusOk().bodyText().contains("Nightly jobs", "Viewer");
        assertThat(accept(guest, link)).hasStatus(302).hasHeader("Location", "/projects/" + project + "/checks/");
        assertThat(members.role(ben.id(), project)).contains(ProjectRole.VIEWER);

        Visitor third = signedIn(accounts.findOrCreate(newMailbox(), ""));
        assertThat(third.get(link.group(1))).hasStatus(404);
        assertThat(accept(third, link)).hasStatus(404);
    }

    @Test
    void anInvitationByMailMakesTheAccountAndSignsIn() {
        Mailbox mailbox = newMailbox();
        String token = invitations.create(project, ProjectRole.MEMBER, mailbox, ana.id());
        var browser = new Visitor(fixtures.http());
        assertThat(browser.get("/sign-in/invitation?token=" + token))
                .hasStatusOk()
                .bodyText()
                .contains("Nightly jobs", "Member");
        assertThat(accounts.find(mailbox)).as("before the button is pressed").isEmpty();

        browser.submit("/sign-in/invitation?token=" + token, "/sign-in/link", "token", token);

        AccountId account = accounts.find(mailbox).orElseThrow().id();
        assertThat(members.role(account, project)).contains(ProjectRole.MEMBER);
        assertThat(browser.get("/account")).hasStatusOk().bodyText().contains(mailbox.address());
        assertThat(browser.get("/sign-in/invitation?token=" + token)).hasStatus(404);
    }

    @Test
    void anInvitationByMailCannotBeAcceptedByAnotherAccount() {
        String token = invitations.create(project, ProjectRole.OWNER, newMailbox(), ana.id());
        assertThat(invitations.accept(token, ben)).isEmpty();
        assertThat(members.role(ben.id(), project)).isEmpty();
    }

    @Test
    void anInvitationEndsAfterSevenDaysOrWhenItIsWithdrawn() {
        String late = invitations.create(project, ProjectRole.MEMBER, null, ana.id());
        clock.advance(Duration.ofDays(7));
        assertThat(invitations.accept(late, ben)).isEmpty();

        String withdrawn = invitations.create(project, ProjectRole.MEMBER, null, ana.id());
        UUID id = invitations.of(project).get(0).id();
        invitations.withdraw(projects.createWithoutKeys("another"), id);
        assertThat(invitations.of(project)).as("by another project").hasSize(1);
        owner.submit(page, page + "invitations/withdraw", "id", id.toString());
        assertThat(invitations.of(project)).isEmpty();
        assertThat(invitations.accept(withdrawn, ben)).isEmpty();
    }

    /** Otherwise an owner could make a link, be removed, and come back by it. */
    @Test
    void anInvitationEndsWhenItsMakerIsNoOwnerAnyMore() {
        members.add(project, ben.id(), ProjectRole.OWNER);
        String passedOn = invitations.create(project, ProjectRole.OWNER, null, ben.id());
        String mailed = invitations.create(project, ProjectRole.OWNER, newMailbox(), ben.id());
        assertThat(invitations.of(project)).hasSize(2);

        owner.submit(page, page + "role", "account", ben.id().toString(), "role", "MEMBER");
        assertThat(invitations.of(project)).isEmpty();
        assertThat(invitations.find(passedOn)).isEmpty();
        assertThat(invitations.accept(passedOn, ben)).isEmpty();
        owner.submit(page, page + "remove", "account", ben.id().toString());
        assertThat(invitations.accept(passedOn, ben)).isEmpty();
        assertThat(invitations.acceptByMail(mailed)).isEmpty();
        assertThat(members.of(project)).extracting(Member::id).containsExactly(ana.id());
    }

    @Test
    void anInvitationOfADisabledOwnerIsNotAccepted() {
        members.add(project, ben.id(), ProjectRole.OWNER);
        String mailed = invitations.create(project, ProjectRole.OWNER, newMailbox(), ben.id());
        fixtures.jdbc()
                .sql("UPDATE accounts SET disabled_at = now() WHERE id = :id")
                .param("id", ben.id().value())
                .update();

        assertThat(invitations.acceptByMail(mailed)).isEmpty();
    }

    @Test
    void anOwnerChangesRolesAndRemovesPeopleButNotTheLastOwner() {
        members.add(project, ben.id(), ProjectRole.VIEWER);
        assertThat(owner.get(page))
                .hasStatusOk()
                .bodyText()
                .contains(ana.email(), ben.email(), "href=\"" + page + "\"");

        assertThat(change("role", ben.id(), "role", "MEMBER")).hasStatus(302);
        assertThat(members.role(ben.id(), project)).contains(ProjectRole.MEMBER);
        assertThat(change("role", ana.id(), "role", "VIEWER"))
                .hasStatus(400)
                .bodyText()
                .contains("last owner");
        assertThat(change("remove", ana.id())).hasStatus(400);
        assertThat(change("remove", ben.id())).hasStatus(302);

        assertThat(members.of(project)).extracting(Member::id).containsExactly(ana.id());
    }

    @Test
    void anOwnerWhoGivesUpTheRoleContinuesOnAPageThatTheyMayOpen() {
        members.add(project, ben.id(), ProjectRole.OWNER);
        assertThat(guest.submit(page, page + "role", "account", ben.id().toString(), "role", "OWNER"))
                .hasHeader("Location", page + "?saved=role");

        String checks = "/projects/" + project + "/checks/";
        assertThat(guest.submit(page, page + "role", "account", ben.id().toString(), "role", "MEMBER"))
                .hasStatus(302)
                .hasHeader("Location", checks);
        assertThat(guest.get(checks)).hasStatusOk();

        members.change(project, ben.id(), ProjectRole.OWNER);
        assertThat(guest.submit(page, page + "remove", "account", ben.id().toString()))
                .hasStatus(302)
                .hasHeader("Location", "/");
        assertThat(guest.get("/")).hasStatus(302).hasHeader("Location", "/projects/");
        assertThat(members.role(ben.id(), project)).isEmpty();
    }

    @Test
    void withoutAMailServerAnAddressIsRefused() {
        assertThat(owner.submit(page, page + "invite", "role", "MEMBER", "email", "carl@example.com"))
                .hasStatus(400);
        assertThat(invitations.of(project)).isEmpty();
    }

    @Test
    void aProjectHasALimitedNumberOfOpenInvitations() {
        for (int n = 0; n < Invitations.MAX_OPEN; n++) {
            invitations.create(project, ProjectRole.VIEWER, null, ana.id());
        }

        assertThat(owner.submit(page, page + "invite", "role", "VIEWER"))
                .hasStatus(400)
                .bodyText()
                .contains("100 invitations are open")
                .doesNotContain("/invitation?token=");
        assertThat(invitations.of(project)).hasSize(Invitations.MAX_OPEN);

        String id = invitations.of(project).get(0).id().toString();
        owner.submit(page, page + "invitations/withdraw", "id", id);
        assertThat(owner.submit(page, page + "invite", "role", "VIEWER")).hasStatusOk();
        clock.advance(Invitations.IS_VALID);
        assertThat(owner.submit(page, page + "invite", "role", "VIEWER"))
                .as("those that have expired do not count")
                .hasStatusOk();
    }

    /**
     * Whoever withdraws an invitation and makes it again must not fill a mailbox. Here no mail leaves: there is no
     * server.
     */
    @Test
    void anAddressIsInvitedTenTimesInTenMinutes() {
        String address = newMailbox().address();
        for (int n = 0; n < 10; n++) {
            assertThat(invite(address)).hasStatus(400).bodyText().doesNotContain("invited too often");
        }
        assertThat(invite(address)).hasStatus(400).bodyText().contains("invited too often");
        assertThat(invite(newMailbox().address())).bodyText().doesNotContain("invited too often");
    }

    @Test
    void aRefusedInvitationKeepsItsRole() {
        assertThat(owner.submit(page, page + "invite", "role", "VIEWER", "email", "carl@"))
                .hasStatus(400)
                .bodyText()
                .contains("value=\"VIEWER\" selected");
    }

    private MvcTestResult invite(String address) {
        return owner.submit(page, page + "invite", "role", "VIEWER", "email", address);
    }

    private MvcTestResult change(String action, AccountId account, String... more) {
        String[] fields = new String[2 + more.length];
        fields[0] = "account";
        fields[1] = account.toString();
        System.arraycopy(more, 0, fields, 2, more.length);
        return owner.submit(page, page + action, fields);
    }

    private static MvcTestResult accept(Visitor visitor, Matcher link) {
        return visitor.submit("/account", "/invitation/accept", "token", link.group(2));
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
