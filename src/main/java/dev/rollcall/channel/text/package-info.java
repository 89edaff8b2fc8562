/**
 * What an alert says: its facts, in the language and the time zone of its channel, and the templates that show them.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("text")
package dev.rollcall.channel.text;
