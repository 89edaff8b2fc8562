package dev.rollcall.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.WrongUsageException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The task seed-demo. */
@RollcallTest
class SeedDemoTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SeedDemo task;

    @BeforeEach
    void startWithNone() {
        fixtures.clear();
    }

    @Test
    void aValueThatIsRefusedIsWrongUsageAndLeavesNothingBehind() {
        assertThatThrownBy(() -> task.run(new TaskOptions(Map.of("timeout", "1"))))
                .isInstanceOf(WrongUsageException.class)
                .hasMessage("--timeout is too small; at least 60 seconds");
        assertThat(projects()).isZero();

        task.run(new TaskOptions(Map.of()));
        assertThat(projects()).isOne();
    }

    private int projects() {
        return fixtures.jdbc()
                .sql("SELECT count(*) FROM projects")
                .query(Integer.class)
                .single();
    }
}
