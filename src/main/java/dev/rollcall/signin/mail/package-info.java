/** What the mails to people have in common. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.signin.mail;
