/** Sessions in Postgres, so that any web process answers any request. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.signin.session;
