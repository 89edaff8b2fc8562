package dev.rollcall.platform.ingress;

import dev.rollcall.platform.process.WebProcess;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** Whether requests from outside can arrive. */
@Component
@WebProcess
class IngressMeters implements MeterBinder {

    private final Ingress ingress;

    IngressMeters(Ingress ingress) {
        this.ingress = ingress;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("rollcall.ingress.open", () -> value(ingress.arrivals().state()))
                .description("1 if requests to SITE_ROOT arrive, 0 if it is cut off; NaN if that is not known")
                .register(registry);
    }

    private static double value(Arrivals.State state) {
        return switch (state) {
            case OPEN -> 1;
            case CUT -> 0;
            case UNKNOWN, AWAITED -> Double.NaN;
        };
    }
}
