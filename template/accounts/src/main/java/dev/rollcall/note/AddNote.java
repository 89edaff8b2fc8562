package dev.rollcall.note;

import dev.rollcall.account.AccountId;
import dev.rollcall.account.AccountOptions;
import dev.rollcall.account.Accounts;
import dev.rollcall.admin.AdminTask;
import dev.rollcall.admin.TaskDefinition;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import dev.rollcall.admin.WrongUsageException;
import dev.rollcall.platform.process.StartupScope;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Adds a note to an account, with the same rules as a request to the API. Each run adds another one. */
@TaskDefinition(
        name = "add-note",
        summary = "adds a note that stays to an account",
        required = {"email", "title", "text"},
        needs = StartupScope.ENTITIES)
class AddNote implements AdminTask {

    private final Notes notes;
    private final Accounts accounts;
    private final Validator validator;

    AddNote(Notes notes, Accounts accounts, Validator validator) {
        this.notes = notes;
        this.accounts = accounts;
        this.validator = validator;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        AccountId owner = AccountOptions.account(options, accounts).id();
        var fields = new NoteRequest(options.required("title"), options.required("text"), null);
        Set<ConstraintViolation<NoteRequest>> violations = validator.validate(fields);
        if (!violations.isEmpty()) {
            throw new WrongUsageException(violations.stream()
                    .map(fault -> "--" + fault.getPropertyPath() + " " + fault.getMessage())
                    .sorted()
                    .collect(Collectors.joining("; ")));
        }
        return TaskResult.facts(Map.of("id", notes.create(owner, fields).id().toString()));
    }
}
