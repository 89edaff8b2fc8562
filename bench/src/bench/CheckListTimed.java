package bench;

import dev.rollcall.check.CheckBody;
import dev.rollcall.check.CheckView;
import dev.rollcall.check.schedule.Every;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckState;
import dev.rollcall.check.state.PingPolicy;
import dev.rollcall.platform.api.ContractVersion;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.project.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.json.JsonMapper;

/** The cost of writing a list of 100 checks as JSON, without the query; for {@code bench/run micro}. */
@State(Scope.Benchmark)
public class CheckListTimed {

    private static final int CHECKS = 100;

    private final JsonMapper json = JsonMapper.shared();
    private final Instant now = Instant.parse("2026-11-24T13:37:00Z");
    private final Site site = new Site("https://rollcall.example.com", "Rollcall");
    private final List<CheckView> checks =
            IntStream.rangeClosed(1, CHECKS).mapToObj(this::check).toList();

    @Benchmark
    public byte[] jsonOf100Checks() {
        return json.writeValueAsBytes(checks.stream()
                .map(check -> CheckBody.of(check, now, site, ContractVersion.V3, false))
                .toList());
    }

    private CheckView check(int number) {
        return new CheckView(
                new CheckId(new UUID(1, number)),
                new ProjectId(new UUID(2, 1)),
                "unique-" + number,
                new UUID(3, number),
                CheckView.Labels.of("Backup of host " + number, "backup-" + number, "prod backup", ""),
                new Every(Duration.ofDays(1)),
                Duration.ofHours(1),
                PingPolicy.DEFAULT,
                CheckState.NEW.succeeded(now, null),
                List.of(new UUID(4, 1)));
    }
}
