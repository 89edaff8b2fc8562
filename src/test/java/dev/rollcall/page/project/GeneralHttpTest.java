package dev.rollcall.page.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.Readers;
import dev.rollcall.RollcallTest;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The first page of the settings, and the name of a project. */
@RollcallTest
class GeneralHttpTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Readers readers;

    private Projects.NewProject project;
    private String page;
    private Visitor owner;

    @BeforeEach
    void makeProject() {
        project = fixtures.project();
        page = "/projects/" + project.id() + "/settings/";
        owner = readers.signIn(project.id(), ProjectRole.OWNER);
    }

    @Test
    void anOwnerSeesWhatTheProjectHasAndItsSettings() {
        fixtures.check(project, "{\"name\": \"backup\"}");

        assertThat(Visitor.text(owner.get(page)))
                .contains(
                        "1 check, no channels, 1 person",
                        "settings/people/",
                        project.id().toString());
    }

    @Test
    void anOwnerGivesTheProjectAnotherName() {
        assertThat(owner.submit(page, page, "name", " Nightly jobs "))
                .hasStatus(302)
                .hasHeader("Location", page + "?saved=true");

        assertThat(Visitor.text(owner.get(page + "?saved=true")))
                .contains("<h1>Nightly jobs</h1>", "The project has a new name.");
    }

    @Test
    void anInvalidNameIsRefusedAndShownAgain() {
        String before = name();
        assertThat(Visitor.text(owner.submit(page, page, "name", "  "))).contains("is missing");
        assertThat(owner.submit(page, page, "name", "x".repeat(101)))
                .hasStatus(400)
                .bodyText()
                .contains("x".repeat(101), "is too long; at most 100 characters");
        assertThat(Visitor.text(owner.submit(page, page, "name", "two\nlines"))).contains("is not one line of text");
        assertThat(name()).isEqualTo(before);
    }

    @Test
    void aMemberSeesOnlyWhatMembersMayChange() {
        Visitor member = readers.signIn(project.id(), ProjectRole.MEMBER);
        Visitor viewer = readers.signIn(project.id(), ProjectRole.VIEWER);
        String checks = "/projects/" + project.id() + "/checks/";

        assertThat(member.get(page)).hasStatusOk().bodyText().doesNotContain("settings/people/", "name=\"name\"");
        assertThat(member.submit("/account", page, "name", "mine")).hasStatus(403);
        assertThat(Visitor.text(member.get(checks))).contains(page);
        assertThat(Visitor.text(viewer.get(checks))).doesNotContain(page);
        assertThat(viewer.get(page)).hasStatus(403);
    }

    private String name() {
        return fixtures.jdbc()
                .sql("SELECT name FROM projects WHERE id = :id")
                .param("id", project.id().value())
                .query(String.class)
                .single();
    }
}
