package dev.rollcall.platform.telemetry;

import io.micrometer.core.ipc.http.HttpSender;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Posts metrics to a collector, for Micrometer. */
final class MetricsSender implements HttpSender {

    private static final int MAX_ANSWER_CHARACTERS = 4_096;

    private final CloseableHttpClient http;

    MetricsSender(Duration connectTimeout, Duration readTimeout) {
        this.http = CollectorClient.of(connectTimeout, readTimeout, null);
    }

    @Override
    public Response send(Request request) throws IOException {
        var post = new HttpUriRequestBase(
                request.getMethod().name(), URI.create(request.getUrl().toString()));
        request.getRequestHeaders().forEach(post::setHeader);
        // The content type is among the headers.
        post.setEntity(new ByteArrayEntity(request.getEntity(), null));
        return http.execute(
                post,
                answer -> new Response(
                        answer.getCode(),
                        answer.getEntity() == null
                                ? null
                                : EntityUtils.toString(answer.getEntity(), MAX_ANSWER_CHARACTERS)));
    }
}
