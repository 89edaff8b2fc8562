package dev.rollcall.admin.verify;

import dev.rollcall.platform.log.FailureReason;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Examines the invariants of all modules in one snapshot, so other processes may write meanwhile. */
@Component
class Verification {

    /** While the snapshot lasts, the database cannot vacuum rows that were deleted since. */
    private static final Duration MAX_STATEMENT_TIME = Duration.ofMinutes(10);

    private final List<Invariants> modules;
    private final InvariantStore store;
    private final TransactionTemplate snapshot;

    Verification(List<Invariants> modules, InvariantStore store, PlatformTransactionManager transactions) {
        this.modules = modules;
        this.store = store;
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setReadOnly(true);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** Examines each invariant, sorted by table. */
    List<Examined> run() {
        return Objects.requireNonNull(snapshot.execute(status -> {
            store.limitStatements(MAX_STATEMENT_TIME);
            return Stream.concat(store.ofSchema().stream(), modules.stream().flatMap(module -> module.all().stream()))
                    .sorted(Comparator.comparing(Invariant::table))
                    .map(this::examine)
                    .toList();
        }));
    }

    private Examined examine(Invariant invariant) {
        try {
            return store.examine(invariant);
        } catch (DataAccessException e) {
            throw new IllegalStateException(
                    "could not examine '" + invariant.table() + ": " + invariant.rule() + "': " + FailureReason.of(e),
                    e);
        }
    }
}
