package dev.rollcall.platform.telemetry;

import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;

/** Makes OpenTelemetry send traces through {@link TraceSender}; found through {@code META-INF/services}. */
public class TraceSenderProvider implements HttpSenderProvider {

    /** Called by OpenTelemetry. */
    public TraceSenderProvider() {}

    @Override
    public HttpSender createSender(HttpSenderConfig config) {
        return new TraceSender(config);
    }
}
