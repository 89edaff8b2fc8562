package dev.rollcall.platform.ingress;

import dev.rollcall.platform.deploy.Release;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.process.MachineRequests;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.thread.Threads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One request to SITE_ROOT, as a job makes it: through DNS, the router and, for https, a check of the certificate. */
@Component
@WebProcess
class SelfRequest {

    /** Limits the whole request, from the DNS look-up to the end of the answer. */
    private static final Duration MAX_TIME = Duration.ofSeconds(2);

    private static final int MAX_ANSWER_BYTES = 100;
    private static final int OK = 200;

    private final Site site;
    private final Release release;
    private final IngressStore store;
    private final ExecutorService thread = Threads.single("self-request", Duration.ofMinutes(1));

    SelfRequest(Site site, Release release, IngressStore store) {
        this.site = site;
        this.release = release;
        this.store = store;
    }

    /** Sends it once. Returns why it failed; empty when this deploy has answered. */
    Optional<String> failure() throws InterruptedException {
        String challenge = UUID.randomUUID().toString();
        AnswerKey key = store.key();
        var request = new HttpGet(site.url(MachineRequests.REACH + challenge));
        request.setHeader(HttpHeaders.USER_AGENT, release.userAgent());
        Future<Answer> answer = thread.submit(() -> send(request));
        try {
            return answer.get(MAX_TIME.toMillis(), TimeUnit.MILLISECONDS).failure(challenge, key);
        } catch (ExecutionException e) {
            return Optional.of(FailureReason.kind(e.getCause() == null ? e : e.getCause()));
        } catch (TimeoutException e) {
            return Optional.of("it took too long");
        } finally {
            answer.cancel(true);
            request.cancel();
        }
    }

    /** With a new client each time: a resumed TLS session would not check the certificate again. */
    private static Answer send(HttpGet request) throws IOException {
        CloseableHttpClient client = HttpClients.custom()
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
        try {
            ClassicHttpResponse response = client.executeOpen(null, request, null);
            return new Answer(response.getCode(), text(response.getEntity()));
        } finally {
            // Aborts at once, so an endless body is not read.
            client.close(CloseMode.IMMEDIATE);
        }
    }

    private static String text(@Nullable HttpEntity body) throws IOException {
        return body == null ? "" : new String(body.getContent().readNBytes(MAX_ANSWER_BYTES), StandardCharsets.UTF_8);
    }

    private record Answer(int status, String text) {

        Optional<String> failure(String challenge, AnswerKey key) {
            if (status != OK) {
                return Optional.of("it answers " + status);
            }
            return key.isAnswer(challenge, text) ? Optional.empty() : Optional.of("something else answers");
        }
    }
}
