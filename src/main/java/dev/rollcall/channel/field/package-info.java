/**
 * The fields of a kind of channel: how a kind describes them, and how requests and options are checked against that.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("field")
package dev.rollcall.channel.field;
