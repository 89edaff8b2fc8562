package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import testing.App;
import testing.ExtraBean;
import testing.RawHttp;
import tools.jackson.databind.JsonNode;

/** A process that has lost a vital thread ends itself; one Error costs one turn. */
@Order(20)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Factor09LostThreadsTest {

    private static final int OF_THE_JVM = 3;

    @TempDir
    private Path classes;

    private final Deploy deploy = Deploy.released();

    @AfterAll
    void stopAll() {
        deploy.close();
    }

    @Test
    void anErrorInATurnOfAJobIsLoggedAndTheJobGoesOn() {
        try (App worker = worker("dev.rollcall.platform.worker.ErrorOnceJob")) {
            worker.untilPrinted("test.next-turn");

            assertThat(events(worker.stdout(), "job.failed")).singleElement().satisfies(event -> {
                assertThat(event.get("level").asString()).isEqualTo("ERROR");
                assertThat(event.get("job").asString()).isEqualTo("error-once");
                assertThat(event.get("stack_trace").asString()).contains("NoClassDefFoundError: of a test");
            });
        }
    }

    @Test
    void theJvmEndsAProcessThatIsOutOfMemory() {
        try (App worker = worker("dev.rollcall.platform.worker.FullHeapJob", "-Xmx160m")) {
            App.Exit exit = worker.waitForExit();

            assertThat(exit.status()).isEqualTo(OF_THE_JVM);
            assertThat(exit.stderr()).contains("OutOfMemoryError");
            assertThat(exit.stdout().lines()).allMatch(line -> line.startsWith("{"));
        }
    }

    /** As on a JVM without the flag, or where an operator has removed it. */
    @Test
    void aProcessThatLostALoopToAFullHeapEndsItself() {
        try (App worker =
                worker("dev.rollcall.platform.worker.FullHeapJob", "-Xmx160m", "-XX:-ExitOnOutOfMemoryError")) {
            App.Exit exit = worker.waitForExit();

            assertThat(exit.status()).isEqualTo(1);
            assertThat(exit.stdout() + exit.stderr()).contains("process.failed");
        }
    }

    /** By an error of its own that is not about the heap, so the JVM's flag does not apply. */
    @Test
    void aWebProcessThatLostItsAcceptorEndsItselfAndSaysWhy() throws Exception {
        try (App web =
                ExtraBean.start("web", classes, "dev.rollcall.platform.web.DyingAcceptor", deploy.environment())) {
            web.untilPrinted("web.listening");
            try (var first = RawHttp.to("127.0.0.1", deploy.port());
                    var second = RawHttp.to("127.0.0.1", deploy.port())) {
                App.Exit exit = web.waitForExit();

                assertThat(exit.status()).isEqualTo(1);
                assertThat(events(exit.stdout().lines().toList(), "process.failed"))
                        .singleElement()
                        .satisfies(event -> assertThat(event.get("stack_trace").asString())
                                .contains("OutOfMemoryError: of a test"));
            }
        }
    }

    private App worker(String bean, String... flags) {
        return ExtraBean.start("worker", classes, bean, deploy.environment(), flags);
    }

    private static List<JsonNode> events(List<String> lines, String name) {
        return lines.stream()
                .map(Deploy.JSON::readTree)
                .filter(event -> event.get("event").asString().equals(name))
                .toList();
    }
}
