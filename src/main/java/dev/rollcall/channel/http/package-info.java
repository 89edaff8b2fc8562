/** HTTP calls to receivers: one client for all kinds, with a deadline and without private addresses and cookies. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.channel.http;
