package dev.rollcall.signin.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.Readers;
import dev.rollcall.RollcallTest;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.project.ProjectId;
import dev.rollcall.signin.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The form of an invitation in a deploy with a mail server, which never gets a mail here. */
@RollcallTest
@TestPropertySource(properties = {"smtp-url=smtp://mail.invalid", "email-from=rollcall@example.com"})
class InvitationFormHttpTest {

    private static final String EMAIL = "<input id=\"invite-email\"[^>]* value=\"%s\"";
    private static final String CHOSEN_ROLE = "value=\"%s\" selected";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Readers readers;

    private String page;
    private Visitor owner;

    @BeforeEach
    void signIn() {
        ProjectId project = fixtures.project().id();
        page = "/projects/" + project + "/settings/people/";
        owner = readers.signIn(project, ProjectRole.OWNER);
    }

    @Test
    void aRefusedFormKeepsItsEmailAndItsRole() {
        MvcTestResult refused = invite("carl&@", "VIEWER");

        assertThat(refused).hasStatus(400);
        assertThat(form(refused))
                .contains("This is not an email address")
                .containsPattern(EMAIL.formatted("carl&amp;@"))
                .contains(CHOSEN_ROLE.formatted("VIEWER"))
                .doesNotContain(CHOSEN_ROLE.formatted("MEMBER"));
    }

    @Test
    void anotherRefusedFormOfThePageLeavesThisOneEmpty() {
        MvcTestResult refused =
                owner.submit(page, page + "remove", "account", self(), "email", "carl@", "role", "VIEWER");

        assertThat(refused).hasStatus(400);
        assertThat(form(refused))
                .contains(CHOSEN_ROLE.formatted("MEMBER"))
                .doesNotContainPattern(EMAIL.formatted("[^\"]+"));
        assertThat(form(owner.get(page))).doesNotContainPattern(EMAIL.formatted("[^\"]+"));
    }

    private MvcTestResult invite(String email, String role) {
        return owner.submit(page, page + "invite", "email", email, "role", role);
    }

    private String self() {
        String people = Visitor.text(owner.get(page));
        int at = people.indexOf("name=\"account\" value=\"") + "name=\"account\" value=\"".length();
        return people.substring(at, people.indexOf('"', at));
    }

    /** The part of the page with the form of an invitation. */
    private String form(MvcTestResult result) {
        String people = Visitor.text(result);
        return people.substring(people.indexOf("action=\"" + page + "invite\""));
    }
}
