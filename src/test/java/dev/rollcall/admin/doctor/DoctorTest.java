package dev.rollcall.admin.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rollcall.admin.Finding;
import dev.rollcall.admin.Probe;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.dao.DataAccessResourceFailureException;

class DoctorTest {

    private static final Duration SHORT = Duration.ofMillis(200);

    @Test
    void findingsAreListedInTheOrderOfTheProbes() {
        assertThat(Examination.of(
                        List.of(
                                probe("one", () -> List.of(Finding.ok("a", ""), Finding.ok("b", ""))),
                                probe("two", () -> List.of(Finding.ok("c", "")))),
                        SHORT))
                .extracting(Finding::check)
                .containsExactly("a", "b", "c");
    }

    @Test
    void aProbeThatHangsIsBrokenAndDelaysNoOther() {
        var never = new CountDownLatch(1);
        assertThat(Examination.of(
                        List.of(
                                probe("hangs", () -> {
                                    never.await();
                                    return List.of();
                                }),
                                probe("answers", () -> List.of(Finding.ok("answers", "")))),
                        SHORT))
                .extracting(Finding::check, Finding::state)
                .containsExactly(tuple("hangs", Finding.State.BROKEN), tuple("answers", Finding.State.OK));
    }

    @Test
    void aProbeThatNeedsTheMissingDatabaseAddsNoFinding() {
        assertThat(only(() -> {
                    throw new DataAccessResourceFailureException("connection refused");
                }))
                .isEqualTo(Finding.warn(
                        "it", "not examined: the database does not answer", "see database, then try again"));
        assertThat(only(() -> {
                            throw new NoSuchBeanDefinitionException("dataSource");
                        })
                        .state())
                .isEqualTo(Finding.State.WARN);
    }

    @Test
    void aProbeThatFailsForAnotherReasonIsBroken() {
        Finding finding = only(() -> {
            throw new IllegalStateException("no such thing");
        });
        assertThat(finding.state()).isEqualTo(Finding.State.BROKEN);
        assertThat(finding.found()).isEqualTo("no such thing");
    }

    @ParameterizedTest
    @CsvSource({
        "PT1.5S, OK, the database's clock is 1500 ms behind this machine's",
        "PT-2H, WARN, the database's clock is 7200000 ms ahead of this machine's"
    })
    void aWrongClockIsAWarning(Duration ahead, Finding.State state, String found) {
        Finding finding = DatabaseProbe.clocks(ahead);
        assertThat(finding.state()).isEqualTo(state);
        assertThat(finding.found()).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({
        "18.6 (Debian 18.6-1.pgdg12+1), OK, ''",
        "18, OK, ''",
        "19beta1, WARN, this release is tested with PostgreSQL 18",
        "17.7, BROKEN, this release needs PostgreSQL 18 or newer",
        "9.6.24, BROKEN, this release needs PostgreSQL 18 or newer"
    })
    void aServerThatIsTooOldIsBrokenAndANewerOneAWarning(String version, Finding.State state, String advice) {
        assertThat(DatabaseProbe.server(version))
                .isEqualTo(new Finding("postgres", state, "version " + version, advice));
    }

    @Test
    void theTaskFailsAndNamesWhatIsBroken() {
        var doctor = new Doctor(List.of(
                probe("one", () -> List.of(Finding.ok("fine", ""), Finding.broken("schema", "old", "migrate"))),
                probe("two", () -> List.of(Finding.broken("worker", "none", "start one")))));
        var failed = (TaskResult.Failed) doctor.run(new TaskOptions(Map.of()));
        assertThat(failed.reason()).isEqualTo("broken: schema, worker");
        assertThat(((TaskResult.Rows) failed.result()).rows().get(1))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactly("schema", "broken", "old", "migrate");
    }

    @Test
    void warningsAreNotAFailure() {
        var doctor = new Doctor(List.of(probe("one", () -> List.of(Finding.warn("site", "a guess", "set it")))));
        assertThat(doctor.run(new TaskOptions(Map.of()))).isInstanceOf(TaskResult.Rows.class);
    }

    @ParameterizedTest
    @CsvSource({
        "300, 512, false, OK",
        "400, 512, false, WARN",
        "100, 200, false, WARN",
        "88, 256, true, OK",
        "88, 256, false, WARN"
    })
    void aHeapThatLeavesTooLittleMemoryIsAWarning(long heap, long limit, boolean hasOneCompiler, Finding.State state) {
        long megabyte = 1024 * 1024;
        assertThat(MachineProbe.memory(heap * megabyte, limit * megabyte, hasOneCompiler)
                        .state())
                .isEqualTo(state);
    }

    private static Finding only(Supplier<List<Finding>> examine) {
        List<Finding> findings = Examination.of(List.of(probe("it", examine::get)), SHORT);
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    private static Probe probe(String name, Examined examined) {
        return new Probe() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<Finding> examine() {
                try {
                    return examined.findings();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    /** The work of a probe in a test; may wait. */
    @FunctionalInterface
    private interface Examined {
        List<Finding> findings() throws InterruptedException;
    }
}
