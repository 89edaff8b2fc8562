/** The database of the service, which can go away and come back. */
@org.jspecify.annotations.NullMarked
package kit.database;
