/** The pages of a project's channels: their list, and one with its checks. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.page.channel;
