package dev.rollcall.platform;

import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;

/**
 * How OpenTelemetry sends traces, found by it through {@code META-INF/services}. Its own sender on the JDK's client
 * refuses a collector with an underscore in its host name, such as Compose makes.
 */
public class TraceSenderProvider implements HttpSenderProvider {

    /** Called by OpenTelemetry. */
    public TraceSenderProvider() {}

    @Override
    public HttpSender createSender(HttpSenderConfig config) {
        return new TraceSender(config);
    }
}
