/** Requests to the service, one at a time or as load. */
@org.jspecify.annotations.NullMarked
package kit.http;
