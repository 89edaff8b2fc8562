package dev.rollcall.mute;

import dev.rollcall.check.state.CheckId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The door of this module: says which checks are muted. */
@Service
public class Mutes {

    private final MuteStore causes;

    Mutes(MuteStore causes) {
        this.causes = causes;
    }

    /**
     * The mutes of these checks at {@code now}, with one statement. A check that is not muted is missing. If there are
     * several reasons, the one that ends last counts.
     */
    @Transactional(readOnly = true)
    public Map<CheckId, Mute> of(Collection<CheckId> checks, Instant now) {
        if (checks.isEmpty()) {
            return Map.of();
        }
        Map<CheckId, Mute> mutes = new HashMap<>();
        for (MuteStore.Cause cause : causes.of(checks, now)) {
            Mute mute = cause.mute();
            if (mute != null) {
                cause.checks().forEach(check -> mutes.merge(check, mute, Mute::later));
            }
        }
        return mutes;
    }
}
