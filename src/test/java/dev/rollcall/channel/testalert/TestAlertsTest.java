package dev.rollcall.channel.testalert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.channel.ChannelView;
import dev.rollcall.channel.Channels;
import dev.rollcall.project.Projects;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import testing.Receiver;

@RollcallTest
class TestAlertsTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Channels channels;

    @Autowired
    private TestAlerts tests;

    private final Receiver slow = Receiver.start();
    private final Receiver quick = Receiver.start();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        slow.answerHeld();
        threads.shutdown();
        slow.close();
        quick.close();
    }

    @Test
    void aProjectWhoseReceiversAreSlowLeavesPlacesToOthers() throws Exception {
        Projects.NewProject own = fixtures.project();
        ChannelView stuck = channel(own, slow);
        slow.withholdAnswers();
        List<Future<TestResult>> waiting = Stream.generate(() -> threads.submit(() -> tests.send(stuck)))
                .limit(TestAlerts.OF_ONE_PROJECT)
                .toList();
        slow.await(TestAlerts.OF_ONE_PROJECT);

        assertThat(tests.send(channel(own, quick)).error()).contains("try again");
        assertThat(timesRecorded(own)).as("nothing was sent").isZero();
        assertThat(tests.send(channel(fixtures.project(), quick)).error()).isNull();

        slow.answerHeld();
        for (Future<TestResult> one : waiting) {
            assertThat(one.get().error()).isNull();
        }
        assertThat(tests.send(channel(own, quick)).error())
                .as("after the others have ended")
                .isNull();
        assertThat(timesRecorded(own)).isEqualTo(TestAlerts.OF_ONE_PROJECT + 1);
    }

    private int timesRecorded(Projects.NewProject project) {
        return fixtures.jdbc()
                .sql("SELECT count(*) FROM audit_entries WHERE project_id = :project AND action = 'channel.tested'")
                .param("project", project.id().value())
                .query(Integer.class)
                .single();
    }

    private ChannelView channel(Projects.NewProject project, Receiver receiver) {
        String id = fixtures.json(fixtures.call(
                        HttpMethod.POST,
                        "/api/v3/channels/",
                        project.readWriteKey(),
                        "{\"kind\": \"webhook\", \"name\": \"%s\", \"url\": \"%s\"}"
                                .formatted(UUID.randomUUID(), receiver.url("/"))))
                .get("id")
                .asString();
        return channels.find(UUID.fromString(id)).orElseThrow();
    }
}
