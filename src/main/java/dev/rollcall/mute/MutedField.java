package dev.rollcall.mute;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollcall.check.CheckBodies;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.api.ApiTimestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows the field {@code muted} of a check. */
@Component
class MutedField implements CheckBodies.Addition {

    private final Mutes mutes;

    MutedField(Mutes mutes) {
        this.mutes = mutes;
    }

    @Override
    public Map<CheckId, Map<String, Object>> of(Collection<CheckId> checks, Instant now) {
        Map<CheckId, Map<String, Object>> fields = new HashMap<>();
        mutes.of(checks, now).forEach((check, mute) -> fields.put(check, Map.of("muted", MuteBody.of(mute))));
        return fields;
    }

    /**
     * Why a check is muted.
     *
     * @param name of the window, or of the check that is or was down; absent if it has none
     * @param until absent if it is not known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MuteBody(
            String by, @Nullable String name, @Nullable String until) {

        static MuteBody of(Mute mute) {
            return new MuteBody(
                    mute.reason().name().toLowerCase(Locale.ROOT),
                    mute.name().isEmpty() ? null : mute.name(),
                    ApiTimestamp.ofNullable(mute.until()));
        }
    }
}
