package dev.rollcall.mute;

import dev.rollcall.check.state.CheckId;
import java.util.Set;

/**
 * Alerts of these checks may no longer be muted, earlier than {@link Mute#until} said. Published in the transaction of
 * the change.
 */
public record MutesChanged(Set<CheckId> checks) {}
