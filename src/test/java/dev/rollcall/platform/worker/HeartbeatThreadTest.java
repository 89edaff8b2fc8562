package dev.rollcall.platform.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.platform.deploy.Release;
import dev.rollcall.platform.ingress.Ingress;
import dev.rollcall.platform.process.ProcessType;
import dev.rollcall.platform.thread.LoopProgress;
import dev.rollcall.platform.thread.VitalThreads;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Heartbeats of other processes. */
@RollcallTest
class HeartbeatThreadTest {

    private final VitalThreads threads = new VitalThreads(true, (reason, cause) -> {});
    private final WorkerLiveness liveness = new WorkerLiveness();
    private Optional<String> storage = Optional.empty();

    @Autowired
    private HeartbeatStore store;

    @Autowired
    private Release release;

    @Autowired
    private Fixtures fixtures;

    @BeforeEach
    void forgetWorkers() {
        fixtures.jdbc()
                .sql("DELETE FROM process_heartbeats WHERE type = 'WORKER'")
                .update();
    }

    @Test
    void aWorkerIsShownOnlyWhileItMakesProgress() {
        HeartbeatThread heartbeat = heartbeat(false);
        heartbeat.beat();
        assertThat(processes(ProcessType.WORKER)).as("before it began").isZero();

        liveness.done("sweep", Duration.ofSeconds(1));
        liveness.done("deliveries", Duration.ofMinutes(-2));
        heartbeat.beat();
        assertThat(processes(ProcessType.WORKER)).as("no deliveries are taken").isZero();

        liveness.done("deliveries", Duration.ofSeconds(1));
        heartbeat.beat();
        assertThat(processes(ProcessType.WORKER)).isEqualTo(1);
    }

    @Test
    void aWebProcessIsShownOnlyWhileItsThreadsMakeProgress() {
        HeartbeatThread heartbeat = heartbeat(true);
        LoopProgress turns = threads.expect("ping-flusher-1", Duration.ofSeconds(2));
        threads.look();
        threads.look();
        threads.look();
        long others = processes(ProcessType.WEB);

        heartbeat.beat();
        assertThat(processes(ProcessType.WEB)).as("a thread makes no progress").isEqualTo(others);

        turns.turned();
        threads.look();
        heartbeat.beat();
        assertThat(processes(ProcessType.WEB)).isEqualTo(others + 1);
    }

    @Test
    void aWebProcessIsShownOnlyWhileItCanStorePings() {
        storage = Optional.of("the disk is full");
        HeartbeatThread heartbeat = heartbeat(true);
        long others = processes(ProcessType.WEB);

        heartbeat.beat();
        assertThat(processes(ProcessType.WEB)).isEqualTo(others);

        storage = Optional.empty();
        heartbeat.beat();
        assertThat(processes(ProcessType.WEB)).isEqualTo(others + 1);
    }

    private HeartbeatThread heartbeat(boolean web) {
        var beans = new StaticListableBeanFactory();
        beans.addBean("storage", (PingStorage) () -> storage);
        if (!web) {
            beans.addBean("liveness", liveness);
        }
        var heartbeat = new HeartbeatThread(
                store,
                beans.getBeanProvider(WorkerLiveness.class),
                beans.getBeanProvider(PingTotal.class),
                beans.getBeanProvider(Ingress.class),
                beans.getBeanProvider(PingStorage.class),
                threads,
                release);
        if (web) {
            heartbeat.startReceiving();
        }
        return heartbeat;
    }

    private long processes(ProcessType type) {
        return fixtures.jdbc()
                .sql("SELECT count(*) FROM process_heartbeats WHERE type = :type")
                .param("type", type.name())
                .query(Long.class)
                .single();
    }
}
