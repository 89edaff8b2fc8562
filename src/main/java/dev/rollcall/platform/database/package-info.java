/** The attached Postgres: its URL, credentials and pool, the version of its schema, and small helpers for SQL. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.platform.database;
