package dev.rollcall.outage.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.RollcallTest;
import dev.rollcall.platform.config.Current;
import dev.rollcall.platform.config.TestSettings;
import dev.rollcall.platform.config.UnusableValueException;
import dev.rollcall.platform.deploy.Release;
import dev.rollcall.platform.worker.Outages;
import dev.rollcall.platform.worker.SimulatedWeb;
import dev.rollcall.platform.worker.WorkerLiveness;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import testing.Receiver;

/** The watchdog is called while all is well, and only then. */
@RollcallTest
@ExtendWith(OutputCaptureExtension.class)
class PingWatchdogTest {

    private static final Instant NOON = Instant.parse("2030-03-01T12:00:00Z");
    private static final String PATH = "/a-secret-path?key=a-secret";

    @TempDir
    private Path directory;

    @Autowired
    private Outages outages;

    @Autowired
    private Release release;

    @Autowired
    private ApplicationContext context;

    private final WorkerLiveness liveness = new WorkerLiveness();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Receiver receiver = Receiver.start();
    private SimulatedWeb web;

    @BeforeEach
    void allIsWell() {
        web = SimulatedWeb.of(context);
        web.beats(NOON);
        liveness.done("sweep", Duration.ofSeconds(1));
    }

    @AfterEach
    void close() {
        receiver.close();
        web.end();
    }

    @Test
    void itIsCalledWhileAllIsWell() {
        job(receiver.url(PATH)).runOnce();

        assertThat(receiver.received()).singleElement().satisfies(call -> {
            assertThat(call.method()).isEqualTo("GET");
            assertThat(call.path()).isEqualTo(PATH);
            assertThat(call.headers().get("User-Agent")).startsWith("Rollcall/");
        });
        assertThat(calls("done")).isEqualTo(1);
    }

    @Test
    void itIsNotCalledWhileNoWebProcessCanReceive() {
        PingWatchdog job = job(receiver.url(PATH));
        web.workerBeats(NOON.plusSeconds(10));

        job.runOnce();
        assertThat(receiver.received()).isEmpty();
        assertThat(calls("withheld")).isEqualTo(1);

        web.beats(NOON.plusSeconds(20));
        job.runOnce();
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void itIsNotCalledByAWorkerThatDoesNotDoItsWork() {
        liveness.done("deliveries", Duration.ofMinutes(-2));

        job(receiver.url(PATH)).runOnce();

        assertThat(receiver.received()).isEmpty();
        assertThat(calls("withheld")).isEqualTo(1);
    }

    @Test
    void aRefusalIsCountedAndLoggedOnceWithoutTheAddress(CapturedOutput output) {
        receiver.answer(500);
        PingWatchdog job = job(receiver.url(PATH));

        job.runOnce();
        job.runOnce();

        assertThat(calls("failed")).isEqualTo(2);
        assertThat(output.toString()).containsOnlyOnce("watchdog.failed").doesNotContain("secret");
    }

    @Test
    void aRedirectIsNotFollowed() {
        receiver.redirectTo(receiver.url("/elsewhere"));

        job(receiver.url(PATH)).runOnce();

        assertThat(receiver.received()).hasSize(1);
        assertThat(calls("failed")).isEqualTo(1);
    }

    @Test
    void aWatchdogThatIsAwayIsCountedAndTheWorkerGoesOn(CapturedOutput output) {
        String url = receiver.url(PATH);
        receiver.close();

        assertThat(job(url).runOnce()).isZero();

        assertThat(calls("failed")).isEqualTo(1);
        assertThat(output.toString()).contains("the connection was refused").doesNotContain("secret");
    }

    @Test
    void eachCallGoesToTheAddressThatTheFileHasNow() throws IOException {
        Path file = Files.writeString(directory.resolve("watchdog"), receiver.url("/first"));
        PingWatchdog job =
                jobWith(TestSettings.current(WatchdogSettings.class, Map.of("WATCHDOG_URL_FILE", file.toString())));

        job.runOnce();
        Files.writeString(file, receiver.url("/second"));
        job.runOnce();
        Files.writeString(file, "a-secret");
        job.runOnce();

        assertThat(receiver.received())
                .extracting(Receiver.Received::path)
                .containsExactly("/first", "/second", "/second");
    }

    @Test
    void withoutAnAddressNothingIsCalled() {
        assertThat(job(null).runOnce()).isZero();
        assertThat(meters.getMeters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a-secret",
                "ftp://a-secret/",
                "https://user:a-secret@host/",
                "https://a secret/",
                "https:///a-secret"
            })
    void anAddressThatCannotBeCalledIsRefusedWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> WatchdogUrl.from(text))
                .isInstanceOf(UnusableValueException.class)
                .hasMessageNotContaining("secret");
    }

    private PingWatchdog job(@Nullable String url) {
        var settings = new WatchdogSettings(url == null ? null : WatchdogUrl.from(url), Duration.ofMinutes(1));
        return jobWith(() -> settings);
    }

    private PingWatchdog jobWith(Current<WatchdogSettings> settings) {
        return new PingWatchdog(settings, new WatchdogCall(release), liveness, outages, meters);
    }

    private double calls(String result) {
        return meters.counter("rollcall.watchdog", "result", result).count();
    }
}
