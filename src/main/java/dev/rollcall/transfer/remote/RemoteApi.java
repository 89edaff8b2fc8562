package dev.rollcall.transfer.remote;

import dev.rollcall.platform.deploy.Release;
import dev.rollcall.platform.log.FailureReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/**
 * The client of another deploy's API, version 3. Responses are limited in time and size. Redirects are not followed,
 * because the API key would be sent too.
 */
@Component
class RemoteApi {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration MAX_ANSWER_TIME = Duration.ofMinutes(2);
    /** About thirty thousand checks. */
    private static final int MAX_ANSWER_BYTES = 32 * 1024 * 1024;

    private static final int CHUNK_BYTES = 64 * 1024;
    private static final String KEY = "X-Api-Key";
    private static final String WINDOWS = "/api/v3/maintenance-windows/";

    private final Release release;

    RemoteApi(Release release) {
        this.release = release;
    }

    /**
     * Reads the project of the key.
     *
     * @throws RemoteApiException when the other deploy cannot be reached or does not answer as the API does
     */
    RemoteProject read(RemoteAddress from, String key) {
        HttpComponentsClientHttpRequestFactory connections = ClientHttpRequestFactoryBuilder.httpComponents()
                .withHttpClientCustomizer(HttpClientBuilder::disableAutomaticRetries)
                .build(HttpClientSettings.defaults()
                        .withTimeouts(CONNECT_TIMEOUT, READ_TIMEOUT)
                        .withRedirects(HttpRedirects.DONT_FOLLOW));
        try {
            var answers = new RemoteAnswers(from);
            byte[] checks = get(connections, from, "/api/v3/checks/", key).orElseThrow();
            byte[] channels = get(connections, from, "/api/v3/channels/", key).orElseThrow();
            Optional<byte[]> windows = get(connections, from, WINDOWS, key);
            return new RemoteProject(
                    answers.checks(checks, windows.isPresent()),
                    answers.channels(channels),
                    windows.map(answers::windows).orElse(List.of()));
        } finally {
            abort(connections);
        }
    }

    /** Empty if the other deploy has no maintenance windows. */
    private Optional<byte[]> get(
            HttpComponentsClientHttpRequestFactory connections, RemoteAddress from, String path, String key) {
        try {
            return RestClient.builder()
                    .requestFactory(connections)
                    .build()
                    .get()
                    .uri(from.at(path))
                    .header(KEY, key)
                    .header(HttpHeaders.USER_AGENT, release.userAgent())
                    .accept(MediaType.APPLICATION_JSON)
                    .exchangeForRequiredValue((request, response) -> {
                        try {
                            if (hasNoWindows(path, response)) {
                                abort(connections);
                                return Optional.empty();
                            }
                            return Optional.of(body(from, response));
                        } catch (RemoteApiException e) {
                            // Otherwise the client would read the rest of the response, which may be endless.
                            abort(connections);
                            throw e;
                        }
                    });
        } catch (ResourceAccessException e) {
            throw new RemoteApiException(from + " cannot be reached: " + FailureReason.of(e), e);
        }
    }

    /** Healthchecks and older releases of Rollcall have no maintenance windows. It is the last request. */
    private static boolean hasNoWindows(String path, ClientHttpResponse response) throws IOException {
        return path.equals(WINDOWS) && response.getStatusCode().value() == HttpStatus.NOT_FOUND.value();
    }

    private static void abort(HttpComponentsClientHttpRequestFactory connections) {
        ((ModalCloseable) connections.getHttpClient()).close(CloseMode.IMMEDIATE);
    }

    private static byte[] body(RemoteAddress from, ClientHttpResponse response) throws IOException {
        int status = response.getStatusCode().value();
        switch (status) {
            case 200 -> {
                return content(from, response);
            }
            case 401, 403 -> throw new RemoteApiException("the API key is wrong: " + from + " answers " + status);
            case 301, 302, 303, 307, 308 ->
                throw new RemoteApiException(
                        from + " answers " + status + ", a redirect: use the address that it leads to");
            case 429, 500, 502, 503, 504 ->
                throw new RemoteApiException(from + " answers " + status + ": try again later");
            default ->
                throw new RemoteApiException(
                        "there is no Healthchecks API, version 3, at " + from + ": it answers " + status);
        }
    }

    private static byte[] content(RemoteAddress from, ClientHttpResponse response) throws IOException {
        // The timeout of a read restarts with each byte, so a slow sender would never exceed it.
        long deadline = System.nanoTime() + MAX_ANSWER_TIME.toNanos();
        var content = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK_BYTES];
        for (int read = 0; read >= 0; read = response.getBody().read(chunk)) {
            content.write(chunk, 0, read);
            if (content.size() > MAX_ANSWER_BYTES) {
                throw new RemoteApiException("the answer of " + from + " is longer than 32 MB");
            }
            if (System.nanoTime() > deadline) {
                throw new RemoteApiException(from + " takes longer than 2 minutes for one answer");
            }
        }
        return content.toByteArray();
    }
}
