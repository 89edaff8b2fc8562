/** Reports by e-mail: how the checks of a project did in the last day, week or month. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.delivery.report;
