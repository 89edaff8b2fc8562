/** Notices: which are sent, to whom, and how they are queued. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.delivery.notice;
