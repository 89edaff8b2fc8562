/** Which pings are accepted under load: how often a check or an address may ping, and how many pings may wait. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.ping.admission;
