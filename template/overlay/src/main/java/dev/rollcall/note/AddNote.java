package dev.rollcall.note;

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

/** Adds a note, with the same rules as a request to the API. Each run adds another one. */
@TaskDefinition(
        name = "add-note",
        summary = "adds a note that stays",
        required = {"title", "text"},
        needs = StartupScope.ENTITIES)
class AddNote implements AdminTask {

    private final Notes notes;
    private final Validator validator;

    AddNote(Notes notes, Validator validator) {
        this.notes = notes;
        this.validator = validator;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        var fields = new NoteRequest(options.required("title"), options.required("text"), null);
        Set<ConstraintViolation<NoteRequest>> violations = validator.validate(fields);
        if (!violations.isEmpty()) {
            throw new WrongUsageException(violations.stream()
                    .map(fault -> "--" + fault.getPropertyPath() + " " + fault.getMessage())
                    .sorted()
                    .collect(Collectors.joining("; ")));
        }
        return TaskResult.facts(Map.of("id", notes.create(fields).id().toString()));
    }
}
