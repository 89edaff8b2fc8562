/** What all kinds of tests share: a real Postgres, the jar as a process, a receiver of webhooks. */
@org.jspecify.annotations.NullMarked
package testing;
