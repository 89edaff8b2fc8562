package dev.rollcall.mute.maintenance;

import dev.rollcall.check.CheckView;
import dev.rollcall.check.Checks;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.api.ApiTimestamp;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.project.ProjectId;
import jakarta.validation.Validator;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Imports maintenance windows of another deploy. They get new ids here, so windows are matched by name. */
@Component
public class WindowImporter {

    private static final String CHECKS = "checks";
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final MaintenanceWindows windows;
    private final WindowRepository repository;
    private final Checks checks;
    private final Validator validator;
    private final Clock clock;

    WindowImporter(
            MaintenanceWindows windows, WindowRepository repository, Checks checks, Validator validator, Clock clock) {
        this.windows = windows;
        this.repository = repository;
        this.checks = checks;
        this.validator = validator;
        this.clock = clock;
    }

    /** What became of a window. */
    public enum Outcome {
        CREATED,
        /** There is one with this name. It stays unchanged. */
        UNCHANGED,
        /** It was over, so it was not imported. */
        OVER,
        REFUSED
    }

    /**
     * Creates the window.
     *
     * @param fields by the names of the API; checks that do not exist here are left out
     */
    public Taken take(ProjectId project, String name, Map<String, Object> fields) {
        return taken(project, name, fields, Set.of(), request -> windows.create(project, request));
    }

    /** What {@link #take} would do. Changes nothing but {@code wouldBe}, which a dry run gives to each window. */
    public Taken dryRun(ProjectId project, String name, Map<String, Object> fields, WouldBe wouldBe) {
        if (wouldBe.windows().contains(name)) {
            return new Taken(Outcome.UNCHANGED, "");
        }
        Taken taken = taken(
                project,
                name,
                fields,
                wouldBe.checks(),
                request -> windows.examine(project, request, wouldBe.windows().size()));
        if (taken.outcome() == Outcome.CREATED) {
            wouldBe.windows().add(name);
        }
        return taken;
    }

    private Taken taken(
            ProjectId project,
            String name,
            Map<String, Object> fields,
            Set<UUID> checksThatWouldBe,
            Consumer<WindowRequest> create) {
        if (repository.existsByProjectIdAndName(project.value(), name)) {
            return new Taken(Outcome.UNCHANGED, "");
        }
        boolean isOver = Optional.ofNullable(fields.get("end"))
                .flatMap(end -> ApiTimestamp.parse(end.toString()))
                .filter(end -> !end.isAfter(clock.instant()))
                .isPresent();
        if (isOver) {
            return new Taken(Outcome.OVER, "");
        }
        try {
            WindowRequest request = JSON.convertValue(usable(project, fields, checksThatWouldBe), WindowRequest.class);
            String faults = validator.validate(request).stream()
                    .map(fault -> fault.getPropertyPath() + " " + fault.getMessage())
                    .sorted()
                    .collect(Collectors.joining(", "));
            if (!faults.isEmpty()) {
                return new Taken(Outcome.REFUSED, faults);
            }
            create.accept(request);
            return new Taken(Outcome.CREATED, "");
        } catch (JacksonException e) {
            return new Taken(Outcome.REFUSED, "one of its fields has a type that the API does not allow");
        } catch (InvalidRequestException e) {
            return new Taken(Outcome.REFUSED, e.faults());
        } catch (TooManyWindowsException e) {
            return new Taken(Outcome.REFUSED, String.valueOf(e.getMessage()));
        }
    }

    /**
     * The fields of a request, which may not have both {@code all_checks} and a selection, with the checks of the
     * project.
     */
    private Map<String, Object> usable(ProjectId project, Map<String, Object> fields, Set<UUID> checksThatWouldBe) {
        Map<String, Object> usable = new HashMap<>(fields);
        if (Boolean.TRUE.equals(fields.get("all_checks"))) {
            usable.remove(CHECKS);
            usable.remove("tags");
        } else if (fields.get(CHECKS) instanceof List<?> named) {
            List<CheckId> ids = named.stream()
                    .flatMap(id -> CheckId.parse(String.valueOf(id)).stream())
                    .toList();
            Set<CheckId> here = checks.find(ids).values().stream()
                    .filter(check -> check.project().equals(project))
                    .map(CheckView::id)
                    .collect(Collectors.toSet());
            usable.put(
                    CHECKS,
                    ids.stream()
                            .distinct()
                            .filter(id -> here.contains(id) || checksThatWouldBe.contains(id.value()))
                            .map(CheckId::toString)
                            .toList());
        }
        return usable;
    }

    /**
     * What a dry run would have created so far.
     *
     * @param checks their ids
     * @param windows their names
     */
    public record WouldBe(Set<UUID> checks, Set<String> windows) {}

    /**
     * The outcome for a window.
     *
     * @param detail why it was refused; else empty
     */
    public record Taken(Outcome outcome, String detail) {}
}
