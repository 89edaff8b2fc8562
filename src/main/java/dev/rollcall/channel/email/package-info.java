/** Channels of the kind email: a message for down, another for up, by the mail server that SMTP_URL attaches. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.channel.email;
