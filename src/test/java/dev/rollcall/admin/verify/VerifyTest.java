package dev.rollcall.admin.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.annotation.Transactional;

/** What the task says, with all modules of the application. Each test is rolled back. */
@RollcallTest
@Transactional
class VerifyTest {

    private static final TaskOptions NONE = new TaskOptions(Map.of());

    @Autowired
    private Verify verify;

    @Autowired
    private Fixtures fixtures;

    @Test
    void aBrokenInvariantFailsTheTaskWhichPrintsAllOfThem() {
        fixtures.clear();
        UUID check = fixtures.check(fixtures.project(), "{}");
        fixtures.jdbc()
                .sql("DELETE FROM check_states WHERE check_id = :check")
                .param("check", check)
                .update();

        TaskResult result = verify.run(NONE);

        assertThat(result).isInstanceOfSatisfying(TaskResult.Failed.class, failed -> {
            assertThat(failed.reason()).startsWith("broken: ").contains("checks");
            assertThat(((TaskResult.Rows) failed.result()).rows()).hasSizeGreaterThan(30);
        });
    }

    @Test
    void anOlderSchemaIsNotExamined() {
        fixtures.jdbc()
                .sql("DELETE FROM flyway_schema_history WHERE version > '062'")
                .update();

        assertThatThrownBy(() -> verify.run(NONE)).hasMessageContaining("run --task=migrate");
    }
}
