package dev.rollcall.ping;

import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.worker.PingTotal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Counts the pings that this process recorded, by the kind in the request. */
@Component
@WebProcess
class PingCounters implements PingTotal {

    private final Map<PingKind, Counter> counters = new EnumMap<>(PingKind.class);

    PingCounters(MeterRegistry registry) {
        for (PingKind kind : EnumSet.complementOf(EnumSet.of(PingKind.IGNORED))) {
            counters.put(
                    kind,
                    Counter.builder("rollcall.pings")
                            .description("Pings recorded by this process since it started, by the kind in the request")
                            .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    @Override
    public long recordedPings() {
        return (long) counters.values().stream().mapToDouble(Counter::count).sum();
    }

    void recorded(PingKind kind) {
        Objects.requireNonNull(counters.get(kind)).increment();
    }
}
