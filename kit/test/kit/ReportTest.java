package kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import kit.probe.Factor;
import kit.probe.Finding;
import kit.probe.Probe;
import kit.report.Badge;
import kit.report.Examined;
import kit.report.Json;
import kit.report.Report;
import kit.report.Table;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The report in its three forms, and the documentation of what is in it. */
class ReportTest {

    private static final Path PAGE = Path.of("docs", "factors", "any-service.md");

    private final Report report = new Report(
            "orders",
            "1234567",
            "2026-11-29T12:00:00Z",
            Duration.ofMillis(61_500),
            Map.of("web_start_ms", 1234L, "web_rss_bytes", 200_500_000L),
            List.of(
                    new Examined(SampleRun.named("disposability.start"), Finding.holds("served after 1.2 s")),
                    new Examined(SampleRun.named("port.exact"), Finding.doesNotHold("it listens on <nothing>")),
                    new Examined(SampleRun.named("port.worker"), Finding.notApplicable("no worker")),
                    new Examined(SampleRun.named("release.schema"), Finding.notSeen("no database"))));

    @Test
    void theTableHasAPartForEachFactorInOrderWithItsPage() {
        assertThat(Table.of(report)).isEqualTo("""

                 5. Build, release, run (docs/factors/05-build-release-run.md)
                    could not be seen  release.schema             no database

                 7. Port binding (docs/factors/07-port-binding.md)
                    does not hold      port.exact                 it listens on <nothing>
                    not applicable     port.worker                no worker

                 9. Disposability (docs/factors/09-disposability.md)
                    holds              disposability.start        served after 1.2 s

                1 hold, 1 do not hold, 1 are not applicable, 1 could not be seen; 61.5 s, web starts in 1234 ms, takes 200 MB
                """);
    }

    @Test
    void theJsonHasTheMembersThatThePageDescribes() throws Exception {
        JsonNode json = JsonMapper.shared().readTree(Json.of(report));

        assertThat(json.get("schema").asInt()).isEqualTo(1);
        assertThat(json.get("seconds").asInt()).isEqualTo(61);
        assertThat(json.get("summary").get("does_not_hold").asInt()).isEqualTo(1);
        JsonNode second = json.get("findings").get(1);
        assertThat(second.get("probe").asString()).isEqualTo("port.exact");
        assertThat(second.get("factor").asInt()).isEqualTo(7);
        assertThat(second.get("verdict").asString()).isEqualTo("does_not_hold");
        assertThat(second.get("page").asString()).isEqualTo("docs/factors/07-port-binding.md");
        Set<String> names = new HashSet<>(json.propertyNames());
        names.addAll(second.propertyNames());
        names.addAll(json.get("summary").propertyNames());
        names.addAll(json.get("measures").propertyNames());
        String page = Files.readString(PAGE);
        assertThat(names).allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    @Test
    void theBadgeIsAnImageThatSaysHowManyHold() throws Exception {
        var image = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(Badge.of(report).getBytes(StandardCharsets.UTF_8)));

        assertThat(image.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(image.getDocumentElement().getTextContent()).contains("1 of 2 hold");
    }

    @Test
    void thePageDescribesEachProbeAndEachFactorHasOneAndItsPage() throws Exception {
        String page = Files.readString(PAGE);
        List<Probe> probes = Probes.all(false);

        assertThat(probes).allSatisfy(probe -> assertThat(page).contains("| `" + probe.name() + "` |"));
        assertThat(probes.stream().map(Probe::name)).doesNotHaveDuplicates();
        assertThat(probes.stream().map(Probe::factor)).contains(Factor.values());
        assertThat(Factor.values())
                .allSatisfy(factor -> assertThat(Path.of(factor.page())).exists());
    }
}
