package dev.rollcall.outage.watchdog;

import dev.rollcall.platform.deploy.Release;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.thread.Threads;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.io.CloseMode;
import org.springframework.stereotype.Component;

/** Calls the watchdog. Follows no redirect, because the address is a secret, and reads no body. */
@Component
class WatchdogCall {

    /** Limits the whole call, from the DNS look-up to the status. */
    private static final Duration MAX_TIME = Duration.ofSeconds(10);

    private static final int FIRST_REDIRECT = 300;

    private final Release release;
    private final ExecutorService thread = Threads.single("watchdog", MAX_TIME);

    WatchdogCall(Release release) {
        this.release = release;
    }

    /** Calls it once. Returns why it failed, without the address; empty when it was answered with a success. */
    Optional<String> failure(URI uri) {
        var request = new HttpGet(uri);
        request.setHeader(HttpHeaders.USER_AGENT, release.userAgent());
        Future<Integer> status = thread.submit(() -> status(request));
        try {
            int answered = status.get(MAX_TIME.toMillis(), TimeUnit.MILLISECONDS);
            return answered < FIRST_REDIRECT ? Optional.empty() : Optional.of("it answers " + answered);
        } catch (ExecutionException e) {
            return Optional.of(FailureReason.kind(e.getCause() == null ? e : e.getCause()));
        } catch (TimeoutException e) {
            return Optional.of("it took too long");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the process is stopping");
        } finally {
            request.cancel();
        }
    }

    private static int status(HttpGet request) throws IOException {
        CloseableHttpClient client = HttpClients.custom()
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
        try {
            return client.executeOpen(null, request, null).getCode();
        } finally {
            // Aborts at once, so an endless body is not read.
            client.close(CloseMode.IMMEDIATE);
        }
    }
}
