/** Whether requests from outside reach the web processes, which they find out by a request to themselves. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.platform.ingress;
