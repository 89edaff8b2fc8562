package dev.rollcall.platform.process;

/** What a start needs. Each value includes more than the previous one. */
public enum StartupScope {
    /** Variables may be missing or wrong. A configured database can be used through {@code JdbcClient} only. */
    NOTHING,
    /** Needs valid variables, and the database through {@code JdbcClient}. */
    DATABASE,
    /** Also needs entities through JPA. Hibernate takes a third of the start-up time. */
    ENTITIES
}
