/** Channels of the kinds sms and call, which use the API of Twilio. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.channel.twilio;
