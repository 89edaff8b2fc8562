package browser;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import testing.App;
import testing.Mail;
import testing.Postgres;

/**
 * A deploy of the packaged jar whose pages are opened: a web process, a worker, a database and a mail server, until the
 * tests end. All tests share it, each with accounts and projects of its own.
 */
final class Site {

    private static @Nullable Site running;

    private final Mail mail;
    private final Map<String, String> environment;
    private final App web;

    private Site() {
        mail = Mail.start("rollcall", "smtp-password");
        String port = App.freePort();
        environment = Map.of(
                "DATABASE_URL",
                Postgres.shared().newDatabase(),
                "PORT",
                port,
                "SITE_ROOT",
                "http://localhost:" + port,
                "SMTP_URL",
                "smtp://rollcall:smtp-password@127.0.0.1:" + mail.port(),
                "EMAIL_FROM",
                "rollcall@example.com",
                "MIN_PERIOD",
                "1s",
                "WEBHOOK_ALLOW_PRIVATE",
                "true");
        task("--task=migrate");
        web = App.start("web", environment);
        App worker = App.start("worker", environment);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            web.close();
            worker.close();
            mail.close();
        }));
        web.untilReady();
    }

    static synchronized Site get() {
        if (running == null) {
            running = new Site();
        }
        return running;
    }

    /** The address of a path, by the name that browsers trust without a certificate. */
    String url(String path) {
        return "http://localhost:" + web.port() + path;
    }

    /** The web process. */
    App web() {
        return web;
    }

    /** The mail server, with what was sent to anybody. */
    Mail mail() {
        return mail;
    }

    /** What a task prints. Fails if the task fails. */
    String task(String... arguments) {
        return App.done(environment, arguments).stdout();
    }
}
