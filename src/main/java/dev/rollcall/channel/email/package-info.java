/** Channels of kind email: one message for down, another for up, through the mail server at SMTP_URL. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("email")
package dev.rollcall.channel.email;
