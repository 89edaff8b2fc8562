package dev.rollcall.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Creates a {@link CheckRequest} from values by the names of the published API. It is never built by position. */
public final class CheckRequests {

    /**
     * The names of the fields that are stored with a check. The other fields of a request only say how to create or
     * change it.
     */
    public static final Set<String> STORED = Arrays.stream(CheckRequest.class.getRecordComponents())
            .map(CheckRequests::name)
            .filter(name -> !Set.of("subject", "subject_fail", "depends_on", "channels", "unique")
                    .contains(name))
            .collect(Collectors.toUnmodifiableSet());

    /** What a check without expectations of its runs has. An answer leaves these fields out. */
    public static final Map<String, Object> NO_EXPECTATIONS = Map.of(
            "start_grace", 0,
            "max_duration", 0,
            "min_duration", 0,
            "failure_tolerance", 1,
            "recovery_tolerance", 1,
            "expected_pings", 0,
            "expected_hosts", 0,
            "expected_period", 0,
            "notify_late", false);

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private CheckRequests() {}

    /**
     * A request that sets these fields. Unknown names are ignored. Values are not validated.
     *
     * @throws tools.jackson.core.JacksonException when a value has the wrong type
     */
    public static CheckRequest of(Map<String, ?> fields) {
        return JSON.convertValue(fields, CheckRequest.class);
    }

    private static String name(RecordComponent component) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null ? component.getName() : named.value();
    }
}
