package kit.service;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import kit.http.Answer;
import kit.http.Http;

/** A web process with its port. */
public final class WebProcess implements AutoCloseable {

    private final Service service;
    private final ServiceProcess process;
    private final int port;
    private final long begun = System.nanoTime();

    WebProcess(Service service, ServiceProcess process, int port) {
        this.service = service;
        this.process = process;
        this.port = port;
    }

    public ServiceProcess process() {
        return process;
    }

    public int port() {
        return port;
    }

    /** Waits until it serves the path of the application, as long as a start may take; false if it does not. */
    public boolean untilReady() throws InterruptedException {
        return untilReady(service.limits().start());
    }

    /** The same with another limit; returns at once when the process ends. */
    public boolean untilReady(Duration limit) throws InterruptedException {
        Wait.until(limit, () -> isServing() || !process.isAlive());
        return process.isAlive() && isServing();
    }

    /** Whether it answers the path of the application with no error of the server. */
    public boolean isServing() {
        return ask(service.application().path()).filter(Answer::isServed).isPresent();
    }

    /** What it did instead of becoming ready; for evidence. */
    public String whyNotReady() throws InterruptedException {
        String path = service.application().path();
        String did = process.isAlive()
                ? "runs, but GET " + path
                        + ask(path).map(answer -> " answers " + answer.status()).orElse(" is not answered")
                : "ended with status " + process.end(Duration.ofSeconds(2)).orElse(-1);
        return "web " + did + "; " + process.lastWords();
    }

    /** The time since it was started. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** The answer to a GET, over IPv4, or IPv6 if that is all that it has; empty without an answer. */
    public Optional<Answer> ask(String path, String... headers) {
        return askAt("127.0.0.1", path, headers).or(() -> askAt("::1", path, headers));
    }

    /** The same at one address. */
    public Optional<Answer> askAt(String address, String path, String... headers) {
        try {
            Answer answer = Http.get(address, port, path, headers);
            service.answered(answer);
            return Optional.of(answer);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
