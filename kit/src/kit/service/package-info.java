/** Runs the processes of the service and looks at them from outside. */
@org.jspecify.annotations.NullMarked
package kit.service;
