package browser;

import dev.rollcall.account.AccountMaker;
import dev.rollcall.project.ProjectMaker;
import dev.rollcall.project.Projects;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.catalina.LifecycleException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import testing.App;
import testing.IdentityProvider;
import testing.Mail;
import testing.Postgres;
import testing.TestRun;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A deploy of the packaged jar whose pages are opened: a web process, a worker, a database, a mail server and an
 * identity provider. All tests of a run share it, each with accounts and projects of its own.
 */
final class Site {

    private static @Nullable Site running;

    private final Mail mail;
    private final String database;
    private final Map<String, String> environment;
    private final App web;
    private @Nullable IdentityProvider provider;

    private Site() {
        mail = Mail.start("rollcall", "smtp-password");
        database = Postgres.shared().newMigratedDatabase();
        String port = App.freePort();
        environment = Map.ofEntries(
                Map.entry("DATABASE_URL", database),
                Map.entry("PORT", port),
                Map.entry("SITE_ROOT", "http://localhost:" + port),
                Map.entry("SMTP_URL", "smtp://rollcall:smtp-password@127.0.0.1:" + mail.port()),
                Map.entry("EMAIL_FROM", "rollcall@example.com"),
                Map.entry("OIDC_ISSUER", IdentityProvider.issuer(Integer.parseInt(App.freePort()))),
                Map.entry("OIDC_CLIENT_ID", IdentityProvider.CLIENT_ID),
                Map.entry("OIDC_CLIENT_SECRET", IdentityProvider.CLIENT_SECRET),
                Map.entry("MIN_PERIOD", "1s"),
                Map.entry("WEBHOOK_ALLOW_PRIVATE", "true"));
        web = App.start("web", environment);
        App worker = App.start("worker", environment);
        TestRun.atEnd(() -> {
            web.close();
            worker.close();
            mail.close();
            forget();
        });
        web.untilReady();
    }

    static synchronized Site get() {
        if (running == null) {
            running = new Site();
        }
        return running;
    }

    private static synchronized void forget() {
        running = null;
    }

    /** The address of a path, by the name that browsers trust without a certificate. */
    String url(String path) {
        return "http://localhost:" + web.port() + path;
    }

    /** The web process. */
    App web() {
        return web;
    }

    /** The identity provider of the deploy, which starts when a test first needs it. */
    synchronized IdentityProvider provider() {
        if (provider == null) {
            URI issuer = URI.create(Objects.requireNonNull(environment.get("OIDC_ISSUER")));
            try {
                provider = IdentityProvider.start(issuer.getPort(), url("/sign-in/from/oidc"));
            } catch (IOException | LifecycleException e) {
                throw new IllegalStateException("the identity provider did not start", e);
            }
        }
        return provider;
    }

    /**
     * Makes an account that owns the project of this name or id. Returns what the task {@code create-account} would
     * say: {@code link} signs it in once, and {@code project} is the id.
     */
    JsonNode account(String email, String name, String project) {
        return account(Map.of("email", email, "name", name, "project", project));
    }

    /** The same with these options of the task. */
    JsonNode account(Map<String, String> options) {
        return JsonMapper.shared().valueToTree(AccountMaker.make(Postgres.dataSource(database), url(""), options));
    }

    /** Makes a project with a key of each kind. */
    Projects.NewProject project(String name) {
        return ProjectMaker.make(Postgres.dataSource(database), name);
    }

    /** The address in the mail to this person that begins with this one; waits for the mail. */
    String addressInMail(String email, String beginning) {
        Pattern address = Pattern.compile(Pattern.quote(beginning) + "[^\\s\"<]*");
        return Awaitility.await()
                .until(
                        () -> mail.received().stream()
                                .filter(message -> Mail.header(message, "To").contains(email))
                                .flatMap(message ->
                                        address.matcher(Mail.text(message)).results())
                                .map(MatchResult::group)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Changes the database as time would have. */
    void execute(String sql) {
        Postgres.shared().executeIn(database, sql);
    }

    /** Gives an hourly check forty runs, of which every seventh is 22 minutes late. */
    void addLateRuns(String check) {
        execute("""
                INSERT INTO pings (check_id, n, kind, received_at, scheme, method, remote_address, user_agent)
                SELECT id, n, 'SUCCESS',
                    now() - (41 - n) * interval '1 hour' + CASE WHEN n %% 7 = 3 THEN 22 ELSE 0 END * interval '1 minute',
                    'https', 'GET', '192.0.2.7', 'curl/8.5.0'
                FROM checks, generate_series(1, 40) n
                WHERE name = '%1$s'
                ON CONFLICT (check_id, n) DO UPDATE SET kind = excluded.kind, received_at = excluded.received_at;
                UPDATE check_states
                SET ping_count = 40, status = 'UP', last_ping_at = now() - interval '1 hour'
                WHERE check_id IN (SELECT id FROM checks WHERE name = '%1$s')
                """.formatted(check));
    }

    /** What a task prints as JSON. Fails if the task fails. */
    JsonNode task(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--output=json");
        return JsonMapper.shared()
                .readTree(App.done(environment, all.toArray(String[]::new)).stdout());
    }
}
