/** What all API routes share: versions, request bodies, cursors, timestamps, the contract and its reference page. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.platform.api;
