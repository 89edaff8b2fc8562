package dev.rollcall.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.RollcallTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

@RollcallTest
class LockStoreTest {

    private static final String NAME = "checks of 33f1b6a0-7c1e-4d0e-9a53-6f1f7f4b2a11";

    @Autowired
    private LockStore locks;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    /** A process of the previous release locks the same number, by a statement of its own. */
    @Test
    void anotherTransactionHasToWaitForTheSameNameUntilThisOneEnds() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            locks.lock(NAME);
            assertThat(isFree(NAME)).isFalse();
            assertThat(isFree("windows" + NAME.substring("checks".length()))).isTrue();
        });
        assertThat(isFree(NAME)).isTrue();
    }

    private boolean isFree(String name) {
        var another = new TransactionTemplate(transactions);
        another.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return Boolean.TRUE.equals(
                another.execute(status -> jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtextextended(:name, 0))")
                        .param("name", name)
                        .query(Boolean.class)
                        .single()));
    }
}
