package dev.rollcall.platform.telemetry;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Places in traces, as text that can be stored: the value of the header {@code traceparent} of W3C Trace Context.
 * Without OTEL_EXPORTER_OTLP_ENDPOINT there are no traces, and all places are null.
 */
@Component
public class Traces {

    private static final String TRACEPARENT = "traceparent";

    private final @Nullable Tracer tracer;
    private final @Nullable Propagator propagator;

    Traces(ObjectProvider<Tracer> tracer, ObjectProvider<Propagator> propagator) {
        this.tracer = tracer.getIfAvailable();
        this.propagator = propagator.getIfAvailable();
    }

    /** The place of the work that this thread does now; null outside of a trace. */
    public @Nullable String current() {
        Span span = tracer == null ? null : tracer.currentSpan();
        return span == null ? null : place(span.context());
    }

    /**
     * Does work that gets a place in a trace only if it turns out to have done something.
     *
     * @param work gets its place, or null if there are no traces
     * @param done how much the work has done; nothing is traced for zero
     */
    public <T> T of(String name, Function<@Nullable String, T> work, ToIntFunction<T> done) {
        if (tracer == null) {
            return work.apply(null);
        }
        Span span = tracer.spanBuilder().name(name).setNoParent().start();
        boolean hasDone = true;
        try {
            T result = work.apply(place(span.context()));
            hasDone = done.applyAsInt(result) > 0;
            return result;
        } finally {
            if (hasDone) {
                span.end();
            } else {
                span.abandon();
            }
        }
    }

    private @Nullable String place(TraceContext context) {
        if (propagator == null) {
            return null;
        }
        Map<String, String> headers = new HashMap<>();
        propagator.inject(context, headers, (carrier, name, value) -> headers.put(name, value));
        return headers.get(TRACEPARENT);
    }

    /** The headers with which stored work continues its trace. */
    public static Map<String, String> headers(@Nullable String place) {
        return place == null ? Map.of() : Map.of(TRACEPARENT, place);
    }
}
