/** The call to an outside watchdog, which raises an alarm when Rollcall itself falls silent. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.outage.watchdog;
