/** The attached Postgres: its URL, credentials and pool, the state of its schema, and small aids for SQL. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.platform.database;
