package dev.rollcall.metrics;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollcall.platform.database.SchemaStore;
import dev.rollcall.platform.process.WebController;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;

/**
 * The published API's endpoint for monitoring Rollcall itself: answers OK while the database answers. A client of
 * version 3 that asks for JSON also learns the state of the workers. The numbers are those of the metrics, so reading
 * them often costs the database nothing.
 */
@WebController
class StatusController {

    private final SchemaStore schema;
    private final MeterRegistry meters;

    StatusController(SchemaStore schema, MeterRegistry meters) {
        this.schema = schema;
        this.meters = meters;
    }

    @GetMapping({"/api/v1/status/", "/api/v2/status/"})
    ResponseEntity<Object> status() {
        schema.applied();
        return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body("OK");
    }

    @GetMapping("/api/v3/status/")
    ResponseEntity<Object> status(
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable List<String> accept) {
        schema.applied();
        boolean wantsJson = accept != null
                && accept.stream().anyMatch(type -> type.strip().startsWith(MediaType.APPLICATION_JSON_VALUE));
        return ResponseEntity.ok()
                .varyBy(HttpHeaders.ACCEPT)
                .contentType(wantsJson ? MediaType.APPLICATION_JSON : MediaType.TEXT_PLAIN)
                .body(wantsJson ? body() : "OK");
    }

    private StatusBody body() {
        Double workers = number("rollcall.workers");
        return new StatusBody(
                "OK",
                workers == null ? null : workers.longValue(),
                number("rollcall.worker.heartbeat.age"),
                number("rollcall.alert.lag", "owed", "flip"),
                number("rollcall.alert.lag", "owed", "delivery"));
    }

    /** The value of a metric; null while it is unknown or infinite, which JSON cannot represent. */
    private @Nullable Double number(String name, String... tags) {
        Gauge gauge = meters.find(name).tags(tags).gauge();
        double value = gauge == null ? Double.NaN : gauge.value();
        return Double.isFinite(value) ? (Double) value : null;
    }

    /**
     * The state of the service. Times are in seconds, and null while unknown.
     *
     * @param workers how many workers had a heartbeat lately
     * @param heartbeatAge the age of the latest heartbeat of a worker; null if there is none
     * @param flipLag how long the oldest overdue check has waited to be marked as down
     * @param deliveryLag how long the oldest due delivery has waited
     */
    record StatusBody(
            String status,
            @Nullable Long workers,

            @JsonProperty("worker_heartbeat_age") @Nullable Double heartbeatAge,

            @JsonProperty("flip_lag") @Nullable Double flipLag,
            @JsonProperty("delivery_lag") @Nullable Double deliveryLag) {}
}
