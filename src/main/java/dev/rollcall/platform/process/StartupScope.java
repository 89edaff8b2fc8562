package dev.rollcall.platform.process;

/** How much of a deploy must be there for a start: each more than the one before. */
public enum StartupScope {
    /** Runs with variables missing or wrong; has a database by {@code JdbcClient} only, if one is named. */
    NOTHING,
    /** Usable variables, and the database by {@code JdbcClient}. */
    DATABASE,
    /** Also what JPA keeps, checks and channels: Hibernate takes a third of a start. */
    DEFINITIONS
}
