/** Test alerts, which show a person whether a channel works. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("testalert")
package dev.rollcall.channel.testalert;
