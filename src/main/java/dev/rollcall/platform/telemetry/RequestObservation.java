package dev.rollcall.platform.telemetry;

import dev.rollcall.platform.log.RequestId;
import dev.rollcall.platform.process.MachineRequests;
import dev.rollcall.platform.process.WebProcess;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationPredicate;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;

/**
 * What metrics and traces record of a request: its route and its id. By default a trace would contain the path, which
 * may be a secret, and most traces would be of health checks.
 */
@Component
@WebProcess
class RequestObservation extends DefaultServerRequestObservationConvention implements ObservationPredicate {

    @Override
    public KeyValues getHighCardinalityKeyValues(ServerRequestObservationContext context) {
        String id = RequestId.current();
        return id == null ? KeyValues.empty() : KeyValues.of(KeyValue.of(RequestId.FIELD, id));
    }

    @Override
    public boolean test(String name, Observation.Context context) {
        return !(context instanceof ServerRequestObservationContext request
                && request.getCarrier() != null
                && MachineRequests.include(request.getCarrier().getRequestURI()));
    }
}
