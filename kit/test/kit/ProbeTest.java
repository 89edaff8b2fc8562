package kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import kit.probe.Finding;
import kit.probe.Verdict;
import kit.service.UnseenException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each probe sees a service that meets its demand, and one that does not. They wait for processes, so several run at a
 * time.
 */
@Execution(ExecutionMode.CONCURRENT)
class ProbeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                port.exact                  | web        | none              | extra-port           | listens on
                port.ipv4-and-ipv6          | web        | none              | ipv4-only            | ::1 does not answer
                port.second-copy            | web        | none              | locks                | FileAlreadyExistsException
                port.unusable               | web        | none              | any-port             | it runs and listens on
                port.worker                 | web worker | none              | worker-listens       | worker listens on
                concurrency.foreground      | web worker | none              | worker-ends          | worker is gone
                concurrency.foreground      | web        | none              | writes-pid           | web.pid
                concurrency.copies          | web worker | none              | worker-locks         | a copy of worker ended
                disposability.start         | web        | none              | never-ready          | answers 503
                disposability.stop-web      | web        | none              | halts                | were cut off
                disposability.stop-worker   | web worker | none              | ignores-sigterm      | still running
                disposability.sudden-death  | web        | none              | locks                | FileAlreadyExistsException
                processes.read-only         | web        | none              | writes-beside        | Read-only file system
                processes.temporary-files   | web        | none              | needs-temporary-file | 503 after TMPDIR was wiped
                processes.no-files          | web        | none              | writes-beside        | wrote data.txt
                processes.no-affinity       | web        | session-in-cookie | session-in-memory    | SID
                logs.stream                 | web        | none              | silent,writes-log    | web printed 0 lines
                logs.no-files               | web        | none              | writes-log           | web.log
                config.files-ignored        | web        | none              | reads-file           | listens on the port of a file
                config.files-ignored        | web        | none              | reads-path           | GET / answers 404 instead of 200
                admin.one-off               | web task   | none              | task-fails           | ended with status 3
                """)
    void aProbeSeesWhatHoldsAndWhatDoesNot(String probe, String types, String good, String bad, String evidence)
            throws Exception {
        Finding holds = SampleRun.of(probe, types, good, null, false);
        assertThat(holds.verdict()).as(holds.evidence()).isEqualTo(Verdict.HOLDS);

        Finding broken = SampleRun.of(probe, types, bad, null, true);
        assertThat(broken.verdict()).as(broken.evidence()).isEqualTo(Verdict.DOES_NOT_HOLD);
        assertThat(broken.evidence()).contains(evidence);
    }

    @ParameterizedTest
    @CsvSource({
        "port.worker, web",
        "disposability.stop-worker, web",
        "release.repeatable, web",
        "admin.one-off, web",
        "processes.no-affinity, web",
        "build.reproducible, web",
        "config.secrets-kept, web"
    })
    void aDemandOnWhatTheServiceDoesNotHaveIsNotApplicable(String probe, String types) throws Exception {
        assertThat(SampleRun.of(probe, types, "none", null, false).verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    }

    @Test
    void aServiceThatDoesNotStartIsNotJudged() throws Exception {
        assertThat(catchThrowableOfType(
                        UnseenException.class, () -> SampleRun.of("port.exact", "web", "never-ready", null, true)))
                .hasMessageContaining("answers 503");
    }
}
