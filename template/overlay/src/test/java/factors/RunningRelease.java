package factors;

import org.jspecify.annotations.Nullable;
import testing.App;

/**
 * A release with a web and a worker process that run until the tests end. Tests that only use a release share it,
 * because starting processes takes most of the time of the tests.
 */
final class RunningRelease {

    static final String VERSION = "v7";
    static final String COMMIT = "0123456789abcdef";
    static final String METRICS_TOKEN = "a-token";

    private static @Nullable RunningRelease running;

    private final Deploy deploy;
    private final App web;
    private final App worker;

    private RunningRelease() {
        deploy = Deploy.released(
                "RELEASE_VERSION", VERSION, "SOURCE_VERSION", COMMIT, "METRICS_TOKEN", METRICS_TOKEN, "PATH", "");
        Runtime.getRuntime().addShutdownHook(new Thread(deploy::close));
        web = deploy.web();
        worker = deploy.worker();
        web.untilReady();
        worker.untilPrinted("worker.ready");
    }

    static synchronized RunningRelease get() {
        if (running == null) {
            running = new RunningRelease();
        }
        return running;
    }

    Deploy deploy() {
        return deploy;
    }

    App web() {
        return web;
    }

    App worker() {
        return worker;
    }
}
