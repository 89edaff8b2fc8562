package dev.rollcall.admin.verify;

import dev.rollcall.admin.AdminTask;
import dev.rollcall.admin.TaskDefinition;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import dev.rollcall.platform.database.SchemaStore;
import java.util.List;
import java.util.stream.Collectors;

/** Checks the rules that always hold for stored data, and names the rows that break them. Changes nothing. */
@TaskDefinition(
        name = "verify",
        summary = "examines the stored data and says which rows contradict each other; fails if any do")
class Verify implements AdminTask {

    private static final List<String> COLUMNS = List.of("table", "invariant", "state", "rows", "examples");

    private final Verification verification;
    private final SchemaStore schema;

    Verify(Verification verification, SchemaStore schema) {
        this.verification = verification;
        this.schema = schema;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        schema.gap().ifPresent(gap -> {
            throw new IllegalStateException("the schema is " + gap + ": run --task=migrate");
        });
        List<Examined> examined = verification.run();
        TaskResult table =
                TaskResult.rows(COLUMNS, examined.stream().map(Verify::row).toList());
        String broken = examined.stream()
                .filter(Examined::isBroken)
                .map(each -> each.invariant().table())
                .distinct()
                .collect(Collectors.joining(", "));
        return broken.isEmpty() ? table : table.butFailed("broken: " + broken);
    }

    private static List<?> row(Examined examined) {
        return List.of(
                examined.invariant().table(),
                examined.invariant().rule(),
                examined.isBroken() ? "broken" : "ok",
                examined.rows(),
                examined.examples());
    }
}
