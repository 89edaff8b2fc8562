package dev.rollcall.admin;

import dev.rollcall.platform.database.Prunable;
import dev.rollcall.platform.log.FailureReason;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Deletes rows past their retention in batches, until none is left or the thread is interrupted. */
@Component
class Pruning {

    private static final Logger log = LoggerFactory.getLogger(Pruning.class);

    private final List<Prunable> prunables;

    Pruning(List<Prunable> prunables) {
        this.prunables =
                prunables.stream().sorted(Comparator.comparing(Prunable::name)).toList();
    }

    List<Pruned> run() {
        return prunables.stream().map(Pruning::prune).toList();
    }

    /** If one kind of row fails, the others are still pruned. */
    private static Pruned prune(Prunable prunable) {
        long deleted = 0;
        String failure = null;
        try {
            String mark = null;
            do {
                Prunable.Batch batch = prunable.prune(mark);
                deleted += batch.deleted();
                mark = batch.next();
            } while (mark != null && !Thread.currentThread().isInterrupted());
        } catch (RuntimeException e) {
            failure = FailureReason.of(e);
        }
        (failure == null ? log.atInfo() : log.atWarn().addKeyValue("reason", failure))
                .addKeyValue("event", failure == null ? "prune.done" : "prune.failed")
                .addKeyValue("what", prunable.name())
                .addKeyValue("rows", deleted)
                .log(failure == null ? "rows past their retention were deleted" : "some rows could not be deleted");
        return new Pruned(prunable.name(), deleted, failure);
    }

    /**
     * The result for one kind of row.
     *
     * @param failure why the deletion did not finish, or null
     */
    record Pruned(String name, long deleted, @Nullable String failure) {}
}
