package dev.rollcall.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.Readers;
import dev.rollcall.RollcallTest;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.Visitor;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The export of a project, downloaded by an owner. */
@RollcallTest
class TransferPageHttpTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Readers readers;

    @Autowired
    private ProjectImport projectImport;

    private Projects.NewProject project;
    private String page;

    @BeforeEach
    void makeProject() {
        project = fixtures.project();
        page = "/projects/" + project.id() + "/settings/transfer/";
    }

    @Test
    void anOwnerDownloadsAnExportThatCanBeImported() {
        fixtures.check(project, "{\"name\": \"backup\"}");
        Visitor owner = readers.signIn(project.id(), ProjectRole.OWNER);
        assertThat(owner.get(page))
                .hasStatusOk()
                .bodyText()
                .contains(page + "export", project.id().toString());

        MvcTestResult file = owner.get(page + "export");

        assertThat(file)
                .hasStatusOk()
                .hasContentType("application/jsonl")
                .hasHeader("Content-Disposition", "attachment; filename=\"rollcall-" + project.id() + ".jsonl\"");
        ProjectImport.Imported read =
                projectImport.read(new ByteArrayInputStream(file.getResponse().getContentAsByteArray()), false);
        assertThat(read.project()).isEqualTo(project.id());
        assertThat(read.counts()).containsEntry("check", 1L);
    }

    @Test
    void aMemberCannotDownloadIt() {
        assertThat(readers.signIn(project.id(), ProjectRole.MEMBER).get(page + "export"))
                .hasStatus(403);
    }
}
