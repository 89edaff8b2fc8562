/** The HTTP server: Tomcat, filters, trusted proxies, the request log, and the stop. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.platform.web;
