/** The HTTP server: Tomcat, filters, trusted proxies, the request log, and how it stops. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.platform.web;
