/** What all API routes share: versions, lists, cursors, timestamps, the contract and its reference page. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.platform.api;
