package dev.rollcall.channel;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.WrongUsageException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The task create-channel. {@link ChannelPageTest} runs it for each kind. */
@RollcallTest
class CreateChannelTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private CreateChannel task;

    @Test
    void eachFaultNamesItsOption() {
        String project = fixtures.project().id().toString();

        assertThatThrownBy(() -> task.run(new TaskOptions(Map.of("project", project, "kind", "gotify"))))
                .isInstanceOf(WrongUsageException.class)
                .hasMessage("--base-url is required, --token is required");
    }
}
