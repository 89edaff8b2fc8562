package dev.rollcall.page.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.Readers;
import dev.rollcall.RollcallTest;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.Visitor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

/** Spring reads {@code channels[300]} as a place in a list. No form of ours has such a field. */
@RollcallTest
class IndexedFieldsHttpTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Readers readers;

    @ParameterizedTest
    @ValueSource(strings = {"channels[300]", "parent[2147483647]", "channels[0]", "find[x]"})
    void aPlaceInAListIsRefused(String field) {
        Projects.NewProject project = fixtures.project();
        Visitor member = readers.signIn(project.id(), ProjectRole.MEMBER);
        String checks = "/projects/" + project.id() + "/checks/";

        assertThat(member.submit(checks + "new", checks, "name", "backup", field, "x"))
                .hasStatus(400)
                .bodyText()
                .startsWith("<!doctype html>");
    }

    @Test
    void soItIsInAnAddress() {
        Projects.NewProject project = fixtures.project();
        Visitor member = readers.signIn(project.id(), ProjectRole.MEMBER);

        assertThat(member.send(
                        HttpMethod.GET,
                        "/projects/" + project.id() + "/settings/maintenance/preview",
                        Map.of("check[70000]", "x")))
                .hasStatus(400);
    }
}
