package dev.rollcall.channel.webhook;

import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** The connections to receivers: kept between calls, and to no private address unless that is allowed. */
final class WebhookConnections {

    private static final int MOST = 1_000;

    private final HttpComponentsClientHttpRequestFactory connections;
    private final RestClient http;

    WebhookConnections(WebhookSettings settings) {
        this.connections = ClientHttpRequestFactoryBuilder.httpComponents()
                // Trying again is the queue's business; it also knows when to stop.
                .withHttpClientCustomizer(client ->
                        client.disableAutomaticRetries().addExecInterceptorFirst("unread-answers", new UnreadAnswers()))
                .withConnectionManagerCustomizer(
                        pool -> pool.setMaxConnTotal(MOST).setMaxConnPerRoute(MOST))
                .build(HttpClientSettings.defaults()
                        .withTimeouts(settings.timeout(), settings.timeout())
                        .withRedirects(HttpRedirects.DONT_FOLLOW)
                        .withInetAddressFilter(
                                settings.allowPrivate()
                                        ? InetAddressFilter.all()
                                        : InetAddressFilter.externalAddresses()));
        this.http = RestClient.builder().requestFactory(connections).build();
    }

    RestClient http() {
        return http;
    }

    /** Closes the sockets of calls that are under way. */
    void close() {
        ((ModalCloseable) connections.getHttpClient()).close(CloseMode.IMMEDIATE);
    }
}
