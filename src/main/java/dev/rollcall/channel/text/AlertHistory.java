package dev.rollcall.channel.text;

import dev.rollcall.channel.Alert;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Finds facts that an alert itself does not contain. Only kinds whose text Rollcall writes need them. */
public interface AlertHistory {

    Facts of(Alert alert);

    /**
     * The facts.
     *
     * @param project the name of the project
     * @param previous the change of status before this one, or null if there was none
     */
    record Facts(String project, @Nullable PreviousChange previous) {}

    /**
     * A change of status.
     *
     * @param wasSilence whether it was to down because no signal arrived
     * @param pingedAt when the last success or failure before it came, or null if none is stored
     */
    record PreviousChange(
            Instant at, boolean wasSilence, @Nullable Instant pingedAt) {}
}
