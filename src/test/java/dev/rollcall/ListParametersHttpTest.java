package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import testing.Contract;
import testing.Operation;

/**
 * What a program asks of a list, with values that are none: each is refused by its name, in every list of the contract.
 */
@RollcallTest
class ListParametersHttpTest {

    private static final List<String> NO_NUMBERS =
            List.of("-1", "99999999999999999999", "1.5", "1e2", "0x10", "x", "%201", "%00", "%D9%A1", "1;2", "NaN");

    /** By the name of a parameter: the values that it must not have. */
    private static final Map<String, List<String>> BAD = Map.of(
            "limit", with("0", "101", "5&limit=6", "5&limit=5"),
            "seconds", with("31536001", "5&seconds=6"),
            "start", with("10000000001", "5&start=6", ""),
            "end", with("10000000001", "5&end=6", ""),
            "cursor",
                    with(
                            "",
                            "0",
                            "1-",
                            "-1-2",
                            "1-x",
                            "1-1-1",
                            "99999999999999999-1",
                            "1-99999999999999999999",
                            "1-" + "9".repeat(70),
                            "1-1&cursor=1-1"),
            "action", with("", "check.", "check,key", "check&action=key", "Check%00"),
            "slug", List.of("a".repeat(101)),
            "tag", List.of("a".repeat(501)));

    /** Of pings, whose answers are plain text: {@code PingHttpTest}. */
    private static final Set<String> OF_PINGS = Set.of("create", "rid");

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Readers readers;

    private Tenant own;

    @BeforeEach
    void makeProject() {
        own = Tenant.make(fixtures, readers, new OwnedRows(fixtures.jdbc()));
    }

    @Test
    void aValueThatIsNoneIsRefusedWithTheNameOfItsParameter() {
        List<String> faults = new ArrayList<>();
        int calls = 0;
        for (Operation operation : Contract.read().operations()) {
            for (String name : operation.parameterNames("query")) {
                if (OF_PINGS.contains(name)) {
                    continue;
                }
                assertThat(BAD).as("say here what ?" + name + " must not be").containsKey(name);
                for (String value : Objects.requireNonNull(BAD.get(name))) {
                    calls++;
                    report(operation, name, value, faults);
                }
            }
        }
        assertThat(faults).isEmpty();
        assertThat(calls).isGreaterThan(200);
    }

    private void report(Operation operation, String name, String value, List<String> faults) {
        String path = OwnPaths.of(operation, own).get(0) + "?" + name + "=" + value;
        MvcTestResult answer = fixtures.http()
                .get()
                .uri(URI.create(path))
                .header("X-Api-Key", own.project().readWriteKey())
                .exchange();
        int status = answer.getResponse().getStatus();
        if (status != 400
                || fixtures.json(answer).path("errors").path(name).isMissingNode()
                || !fixtures.json(answer).path("error").asString().contains(name)) {
            faults.add(operation.name() + " with ?" + name + "=" + value + ": " + status + " " + text(answer));
        }
    }

    private static String text(MvcTestResult answer) {
        String text = new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
        return text.substring(0, Math.min(200, text.length()));
    }

    private static List<String> with(String... more) {
        List<String> all = new ArrayList<>(NO_NUMBERS);
        all.addAll(List.of(more));
        return all;
    }
}
