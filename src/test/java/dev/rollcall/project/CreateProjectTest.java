package dev.rollcall.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.WrongUsageException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A name that the page of a project would refuse is refused by the task too. */
@RollcallTest
class CreateProjectTest {

    @Autowired
    private CreateProject createProject;

    @Autowired
    private Projects projects;

    @Autowired
    private Fixtures fixtures;

    @Test
    void anInvalidNameIsRefusedByTheNameOfItsOption() {
        fixtures.clear();

        assertThatThrownBy(() -> create("x".repeat(101)))
                .isInstanceOf(WrongUsageException.class)
                .hasMessage("--name is too long; at most 100 characters");
        for (String name : List.of("two\nlines", "a\u0000b", "a\u001b[31m")) {
            assertThatThrownBy(() -> create(name))
                    .isInstanceOf(WrongUsageException.class)
                    .hasMessage("--name is not one line of text");
        }
        assertThat(projects.all()).isEmpty();
    }

    @Test
    void whiteSpaceAroundTheNameDoesNotCount() {
        String name = "project " + UUID.randomUUID();

        create("  " + name + "\n");

        assertThat(projects.named(name)).hasSize(1);
    }

    private void create(String name) {
        createProject.run(new TaskOptions(Map.of("name", name)));
    }
}
