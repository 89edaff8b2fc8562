package dev.rollcall.platform.database;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes advisory locks, for rules that no lock of a row can guard: a row may not exist yet, or the rule is about many. */
@Component
public class LockStore {

    private final JdbcClient jdbc;

    LockStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Makes other transactions that lock this name wait until this one ends. Readers do not wait.
     *
     * @param name must stay the same in the next release, because both run during a deploy
     */
    public void lock(String name) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .param("name", name)
                .query(row -> {});
    }
}
