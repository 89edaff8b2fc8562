package dev.rollcall.page.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.Readers;
import dev.rollcall.RollcallTest;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.Visitor;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Making the status page of a project public. */
@RollcallTest
class StatusSettingsHttpTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Readers readers;

    private final String slug = "acme-" + UUID.randomUUID();
    private Projects.NewProject project;
    private String page;
    private Visitor owner;

    @BeforeEach
    void makeProject() {
        project = fixtures.project();
        page = "/projects/" + project.id() + "/settings/status-page/";
        owner = readers.signIn(project.id(), ProjectRole.OWNER);
    }

    @Test
    void anOwnerMakesThePagePublicAndTakesItBack() {
        assertThat(Visitor.text(owner.get(page))).contains("The status page is not public");

        assertThat(save(slug, "published", "true")).hasStatus(302).hasHeader("Location", page + "?saved=true");
        assertThat(Visitor.text(owner.get(page)))
                .contains("The status page is public", "https://rollcall.example/status/" + slug);
        assertThat(fixtures.http().get().uri("/status/" + slug))
                .hasStatusOk()
                .bodyText()
                .contains("Acme");

        save(slug);
        assertThat(Visitor.text(owner.get(page))).contains("The status page is not public", "value=\"" + slug + "\"");
        assertThat(owner.get("/projects/" + project.id() + "/settings/"))
                .bodyText()
                .contains("not public");
    }

    @Test
    void aFaultIsNamedAtItsField() {
        MvcTestResult refused = save("Acme Status");
        assertThat(refused).hasStatus(400);
        assertThat(Visitor.text(refused))
                .contains("value=\"Acme Status\"", "does not match pattern; use a to z, 0 to 9 and -");

        save(slug, "published", "true");
        Projects.NewProject other = fixtures.project();
        page = "/projects/" + other.id() + "/settings/status-page/";
        owner = readers.signIn(other.id(), ProjectRole.OWNER);
        assertThat(save(slug)).hasStatus(409).bodyText().contains("another status page has this slug");
    }

    @Test
    void aRefusedFormSaysNothingAboutThePageThatWasNotSaved() {
        save(slug, "published", "true");
        Projects.NewProject other = fixtures.project();
        String taken = "taken-" + slug;
        fixtures.call(
                HttpMethod.POST,
                "/api/v3/status-page/",
                other.readWriteKey(),
                "{\"title\": \"Other\", \"slug\": \"" + taken + "\"}");

        for (String wanted : List.of(taken, "Acme Status")) {
            assertThat(Visitor.text(save(wanted)))
                    .contains("The status page is public", "value=\"" + wanted + "\"")
                    .contains("https://rollcall.example/status/" + slug + "<", "href=\"/status/" + slug + ".rss\"")
                    .doesNotContainPattern("name=\"published\"[^>]* checked");
        }
        save(slug);
        assertThat(Visitor.text(save(taken, "published", "true")))
                .contains("The status page is not public")
                .containsPattern("name=\"published\"[^>]* checked");
    }

    private MvcTestResult save(String wanted, String... more) {
        List<String> fields = new ArrayList<>(List.of("title", "Acme", "slug", wanted));
        fields.addAll(List.of(more));
        return owner.submit(page, page, fields.toArray(String[]::new));
    }
}
