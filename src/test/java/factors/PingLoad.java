package factors;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import testing.App;
import testing.RawHttp;
import tools.jackson.databind.JsonNode;

/** Jobs that ping without a pause until their web process is gone, each its own check over its own connection. */
final class PingLoad {

    private static final String BODY = "it went well";

    private final App web;
    private final List<Pinger> pingers = new ArrayList<>();

    private PingLoad(App web) {
        this.web = web;
    }

    /** Begins at once. */
    static PingLoad on(App web, List<JsonNode> checks) {
        var load = new PingLoad(web);
        checks.forEach(check -> load.pingers.add(load.new Pinger(check)));
        load.pingers.forEach(Thread::start);
        return load;
    }

    /** The number of pings so far that were answered with OK. */
    long acknowledged() {
        return pingers.stream().mapToLong(pinger -> pinger.acknowledged.get()).sum();
    }

    /** Waits until every job was refused, and returns them. */
    List<Pinger> untilRefused() throws InterruptedException {
        for (Pinger pinger : pingers) {
            pinger.join();
        }
        return pingers;
    }

    /** One job. */
    final class Pinger extends Thread {

        final JsonNode check;
        final AtomicLong attempted = new AtomicLong();
        final AtomicLong acknowledged = new AtomicLong();

        private Pinger(JsonNode check) {
            super("pinger");
            this.check = check;
            setDaemon(true);
        }

        @Override
        public void run() {
            String ping = "POST /ping/%s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s"
                    .formatted(check.get("uuid").asString(), BODY.length(), BODY);
            try {
                while (true) {
                    pingUntilTheConnectionEnds(ping);
                }
            } catch (IOException e) {
                // Refused: the port is closed.
            }
        }

        private void pingUntilTheConnectionEnds(String ping) throws IOException {
            try (var wire = RawHttp.to("127.0.0.1", Integer.parseInt(web.port()))) {
                boolean kept = true;
                while (kept) {
                    attempted.incrementAndGet();
                    RawHttp.Answer answer;
                    try {
                        answer = wire.write(ping).answer();
                    } catch (IOException e) {
                        // Not acknowledged, so it may or may not be stored.
                        return;
                    }
                    if (answer.status() == 200) {
                        acknowledged.incrementAndGet();
                    }
                    kept = !answer.isLast();
                }
            }
        }
    }
}
