package dev.rollcall.whatif;

import dev.rollcall.check.state.StatusChange;
import java.time.Instant;

/**
 * A change of status that alerts people, or would have alerted them.
 *
 * @param status {@code down}, {@code up} or {@code late}
 */
public record ReplayedAlert(Instant at, String status, StatusChange.Reason reason) {}
