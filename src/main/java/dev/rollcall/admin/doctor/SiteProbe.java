package dev.rollcall.admin.doctor;

import dev.rollcall.admin.Finding;
import dev.rollcall.admin.Probe;
import dev.rollcall.platform.config.EnvironmentVariables;
import dev.rollcall.platform.deploy.Release;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.log.FailureReason;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.annotation.Order;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Whether the public address leads to this release. */
@Component
@Order(60)
class SiteProbe implements Probe {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    private final ObjectProvider<Site> site;
    private final EnvironmentVariables variables;
    private final Release release;
    private final JsonMapper json;

    SiteProbe(ObjectProvider<Site> site, EnvironmentVariables variables, Release release, JsonMapper json) {
        this.site = site;
        this.variables = variables;
        this.release = release;
        this.json = json;
    }

    @Override
    public String name() {
        return "site";
    }

    @Override
    public List<Finding> examine() {
        String url = site.getObject().url("/version");
        boolean given = variables.isSet("SITE_ROOT");
        try {
            return List.of(answered(url, get(url)));
        } catch (ResourceAccessException e) {
            String found =
                    url + " does not answer: " + FailureReason.kind(NestedExceptionUtils.getMostSpecificCause(e));
            // Without SITE_ROOT the address is a guess that is right only on a laptop.
            return List.of(
                    given
                            ? Finding.broken(
                                    name(), found, "check SITE_ROOT, and that its router leads to the web process")
                            : Finding.warn(name(), found, "set SITE_ROOT to the public address of this deploy"));
        }
    }

    /** Does not use the JDK's client, because that refuses hosts with an underscore. */
    private static Answer get(String url) {
        HttpComponentsClientHttpRequestFactory connections = ClientHttpRequestFactoryBuilder.httpComponents()
                .withHttpClientCustomizer(HttpClientBuilder::disableAutomaticRetries)
                .build(HttpClientSettings.defaults()
                        .withTimeouts(TIMEOUT, TIMEOUT)
                        .withRedirects(HttpRedirects.DONT_FOLLOW));
        try {
            return RestClient.builder()
                    .requestFactory(connections)
                    .build()
                    .get()
                    .uri(URI.create(url))
                    .exchangeForRequiredValue((request, response) -> answer(response));
        } finally {
            ((ModalCloseable) connections.getHttpClient()).close(CloseMode.IMMEDIATE);
        }
    }

    private static Answer answer(ClientHttpResponse response) throws IOException {
        byte[] body = response.getBody().readNBytes(MAX_ANSWER_BYTES);
        return new Answer(response.getStatusCode().value(), new String(body, StandardCharsets.UTF_8));
    }

    private Finding answered(String url, Answer answer) {
        String other = releaseIn(answer);
        if (answer.status() != 200 || other.isEmpty()) {
            return Finding.broken(
                    name(),
                    url + " answers " + answer.status() + " and not as Rollcall does",
                    "check SITE_ROOT: it leads to something else");
        }
        return other.equals(release.version())
                ? Finding.ok(name(), url + " answers, release " + other)
                : Finding.warn(
                        name(),
                        url + " answers as release " + other + ", this process is of " + release.version(),
                        "expected during a deploy; else restart what runs the older release");
    }

    private String releaseIn(Answer answer) {
        try {
            return json.readTree(answer.body()).path("release").asString("");
        } catch (JacksonException e) {
            return "";
        }
    }

    private record Answer(int status, String body) {}
}
