package bench;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import testing.App;
import tools.jackson.databind.json.JsonMapper;

/** How long one reader waits for the most frequent reads while the process is otherwise idle. */
final class ApiCase implements Case {

    private static final int PROJECTS = 100;
    private static final int CHECKS_EACH = 100;
    private static final double LIST_MILLIS = 5;
    private static final double BADGE_MILLIS = 50;

    @Override
    public String name() {
        return "api";
    }

    @Override
    public String question() {
        return "How long does a list of 100 checks take, and a badge?";
    }

    @Override
    public List<Result> measure(Bench bench) throws Exception {
        Fixture fixture = Fixture.of(bench, PROJECTS, PROJECTS * CHECKS_EACH);
        String key = "X-Api-Key: " + fixture.key(1);
        try (App web = bench.release()
                .start("web", bench.environment(fixture.databaseUrl()))
                .untilReady()) {
            requireWholeList(web, fixture.key(1));
            String badge = "/b/2/" + fixture.text("SELECT badge_key FROM checks LIMIT 1") + ".svg";
            List<Result> results = new ArrayList<>();
            Turns<Answers> lists = turns(bench, web, "list of 100", Wrk.get(1, "/api/v3/checks/", key));
            results.add(lists.result("api.list-p50", "ms", Answers::p50Millis, Target.atMost(LIST_MILLIS))
                    .with(failures(lists)));
            results.add(lists.result("api.list-p99", "ms", Answers::p99Millis, null));
            Turns<Answers> badges = turns(bench, web, "badge", Wrk.get(1, badge));
            results.add(badges.result("api.badge-p99", "ms", Answers::p99Millis, Target.atMost(BADGE_MILLIS))
                    .with(failures(badges)));
            return results;
        }
    }

    private static Turns<Answers> turns(Bench bench, App web, String label, Wrk load) throws Exception {
        Wrk nothing = Wrk.get(1, "/version");
        bench.say(label + ": warming up");
        load.run(web, Duration.ofSeconds(5));
        nothing.run(web, Duration.ofSeconds(3));
        bench.say(label + ": measuring");
        return Turns.take(
                bench.options().repeats(),
                "GET /version",
                () -> nothing.run(web, Duration.ofSeconds(2)),
                label,
                () -> load.run(web, Duration.ofSeconds(2)));
    }

    private static void requireWholeList(App web, String key) {
        HttpResponse<String> list = web.send(web.to("/api/v3/checks/").header("X-Api-Key", key));
        int checks = JsonMapper.shared().readTree(list.body()).path("checks").size();
        if (checks != CHECKS_EACH) {
            throw new IllegalStateException(checks + " checks in " + list.statusCode() + " " + list.body());
        }
    }

    private static String failures(Turns<Answers> turns) {
        return turns.measured().values().stream().mapToLong(Answers::failures).sum() + " failed";
    }
}
