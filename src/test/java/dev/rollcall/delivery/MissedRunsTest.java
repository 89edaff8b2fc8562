package dev.rollcall.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.flip.Flips;
import dev.rollcall.flip.Sweeper;
import dev.rollcall.project.Projects;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import testing.Receiver;

/** How many runs an alert says were missed, from the pings to the text that a receiver gets. */
@RollcallTest
class MissedRunsTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Flips flips;

    @Autowired
    private QueueStore queue;

    @Autowired
    private DueDeliveries due;

    @Autowired
    private DeliverAlerts alerts;

    private final Receiver receiver = Receiver.start();
    private SteppedWorker worker;
    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        fixtures.clear();
        at("12:00:00");
        worker = new SteppedWorker(queue, due, alerts);
        project = fixtures.project();
        assertThat(fixtures.call(
                        HttpMethod.POST,
                        "/api/v3/channels/",
                        project.readWriteKey(),
                        "{\"kind\": \"slack\", \"url\": \"" + receiver.url("/") + "\"}"))
                .hasStatus(201);
    }

    @AfterEach
    void stopReceiver() {
        receiver.close();
    }

    @Test
    void theRunsThatWereToleratedCount() {
        UUID check = pinged("\"timeout\": 60, \"grace\": 60, \"failure_tolerance\": 3");

        assertThat(toldAt("12:04:00", null)).contains("DOWN", "Missed runs", "3");
        assertThat(toldAt("12:10:30", check)).contains("UP", "Missed runs", "9", "6 minutes 30 seconds");
    }

    @Test
    void aRunThatDoesNotStartInTimeIsMissed() {
        UUID check = pinged("\"timeout\": 3600, \"grace\": 600, \"start_grace\": 300");

        assertThat(toldAt("13:05:00", null)).contains("it did not start in time", "Missed runs", "1");
        assertThat(toldAt("15:04:59", check)).contains("UP", "Missed runs", "2");
    }

    @Test
    void aWarningThatARunIsLateIsNoChangeOfStatus() {
        UUID check = pinged("\"timeout\": 3600, \"grace\": 600, \"notify_late\": true");
        at("13:00:00");
        fixtures.ping(check, "");

        assertThat(toldAt("14:00:00", null)).contains("LATE").doesNotContain("Missed runs");
        assertThat(toldAt("14:10:00", null)).contains("DOWN", "up for 2 hours 10 minutes");
    }

    private UUID pinged(String fields) {
        UUID check = fixtures.check(project, "{\"channels\": \"*\", " + fields + "}");
        fixtures.ping(check, "");
        worker.work();
        return check;
    }

    /** The text that the receiver gets at this time, after a ping of this check if it is not null. */
    private String toldAt(String time, @Nullable UUID pinging) {
        at(time);
        Sweeper.sweep(flips, clock.instant(), 100);
        if (pinging != null) {
            fixtures.ping(pinging, "");
        }
        int before = receiver.received().size();
        worker.work();
        assertThat(receiver.received()).hasSize(before + 1);
        return receiver.received().get(before).body();
    }

    private void at(String time) {
        clock.set(Instant.parse("2026-03-01T" + time + "Z"));
    }
}
