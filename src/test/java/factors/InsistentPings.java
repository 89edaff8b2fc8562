package factors;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import testing.App;
import tools.jackson.databind.JsonNode;

/** Jobs that ping one check without a pause, and ping again when they are asked to retry. */
final class InsistentPings implements AutoCloseable {

    private final App web;
    private final String check;
    private final List<Thread> jobs = new ArrayList<>();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final List<String> unexpected = new CopyOnWriteArrayList<>();
    private volatile boolean stopped;

    InsistentPings(App web, JsonNode check, int jobs) {
        this(web, check, jobs, "GET");
    }

    /** With GET, or with POST and a body. */
    InsistentPings(App web, JsonNode check, int jobs, String method) {
        this.web = web;
        this.check = check.get("uuid").asString();
        boolean posts = method.equals("POST");
        for (int n = 0; n < jobs; n++) {
            var job = new Thread(() -> ping(posts), "ping-load-" + n);
            job.setDaemon(true);
            job.start();
            this.jobs.add(job);
        }
    }

    String check() {
        return check;
    }

    /** Answered with OK. */
    long acknowledged() {
        return acknowledged.get();
    }

    /** Answered with 503 by Rollcall itself, and not by a router. */
    long refused() {
        return refused.get();
    }

    /** Every other answer. */
    List<String> unexpected() {
        return unexpected;
    }

    void untilAcknowledged(long count) {
        Deploy.until(() -> acknowledged.get() >= count);
    }

    /** Returns when every job has its last answer. */
    void stop() throws InterruptedException {
        stopped = true;
        for (Thread job : jobs) {
            job.join();
        }
    }

    @Override
    public void close() {
        stopped = true;
    }

    private void ping(boolean posts) {
        while (!stopped) {
            try {
                HttpRequest.Builder ping = web.to("/ping/" + check);
                var answer = web.send(posts ? ping.POST(BodyPublishers.ofString("it went well")) : ping);
                if (answer.statusCode() == 200 && answer.body().equals("OK")) {
                    acknowledged.incrementAndGet();
                } else if (answer.statusCode() == 503 && answer.body().startsWith("unavailable")) {
                    refused.incrementAndGet();
                } else {
                    unexpected.add(answer.statusCode() + " " + answer.body());
                }
            } catch (UncheckedIOException e) {
                unexpected.add(e.toString());
            }
        }
    }
}
