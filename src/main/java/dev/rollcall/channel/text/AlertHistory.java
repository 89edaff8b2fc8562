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
     * @param previousFlipAt when the check changed its status before this change, or null if it never did
     * @param wasSilence whether that change was to down because no signal arrived
     */
    record Facts(String project, @Nullable Instant previousFlipAt, boolean wasSilence) {}
}
