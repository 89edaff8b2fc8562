/** Projects of other deploys, as the published API shows them. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.project.remote;
