package dev.rollcall.check;

import dev.rollcall.check.limit.CheckLimitReachedException;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.api.ContractVersion;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.project.ProjectId;
import jakarta.validation.Validator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;

/**
 * Imports checks of another deploy and keeps their ids, so a job that pings them only needs another host name.
 */
@Component
public class CheckImporter {

    private final Checks checks;
    private final Validator validator;
    private final TransactionTemplate transaction;

    CheckImporter(Checks checks, Validator validator, PlatformTransactionManager transactions) {
        this.checks = checks;
        this.validator = validator;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What became of a check. */
    public enum Outcome {
        CREATED,
        CHANGED,
        UNCHANGED
    }

    /**
     * Creates the check with its id, or changes the one that an earlier import created. All or nothing.
     *
     * @param keep false to find out what would happen and change nothing
     * @param besides if {@code keep} is false: how many other checks this import would have created so far
     * @throws RefusedCheckException when it cannot be imported
     */
    public Outcome take(ProjectId project, RemoteCheckDefinition given, boolean keep, int besides) {
        var id = new CheckId(given.id());
        try {
            return Objects.requireNonNull(transaction.execute(status -> {
                Optional<CheckView> before = checks.find(id);
                Outcome outcome =
                        before.isPresent() ? change(project, before.get(), given) : create(project, id, given, besides);
                if (!keep || outcome == Outcome.UNCHANGED) {
                    status.setRollbackOnly();
                }
                return outcome;
            }));
        } catch (InvalidRequestException e) {
            throw new RefusedCheckException(e.faults());
        } catch (CheckLimitReachedException e) {
            throw new RefusedCheckException(String.valueOf(e.getMessage()));
        }
    }

    private Outcome create(ProjectId project, CheckId id, RemoteCheckDefinition given, int besides) {
        checks.create(project, id, fields(project, given, Set.of()), besides);
        if (given.paused()) {
            checks.pause(project, id);
        }
        return Outcome.CREATED;
    }

    /** Compares the whole view before and after, so that a field that a later release adds is compared too. */
    private Outcome change(ProjectId project, CheckView before, RemoteCheckDefinition given) {
        if (!before.project().equals(project)) {
            throw new RefusedCheckException("a check in another project here has the same id");
        }
        Set<UUID> told = new LinkedHashSet<>(before.channels());
        CheckView after = checks.update(project, before.id(), fields(project, given, told), ContractVersion.V3);
        return after.equals(before) ? Outcome.UNCHANGED : Outcome.CHANGED;
    }

    private CheckRequest fields(ProjectId project, RemoteCheckDefinition given, Set<UUID> told) {
        Set<UUID> channels = new LinkedHashSet<>(told);
        channels.addAll(given.channels());
        Map<String, Object> named = new LinkedHashMap<>(given.fields());
        named.put("channels", channels.stream().map(UUID::toString).collect(Collectors.joining(",")));
        if (given.parents() != null) {
            named.put("depends_on", parents(project, given.parents()));
        }
        CheckRequest fields;
        try {
            fields = CheckRequests.of(named);
        } catch (JacksonException e) {
            throw new RefusedCheckException("one of its fields has a type that the published API does not allow");
        }
        String faults = validator.validate(fields).stream()
                .map(fault -> fault.getPropertyPath() + " " + fault.getMessage())
                .sorted()
                .collect(Collectors.joining(", "));
        if (!faults.isEmpty()) {
            throw new RefusedCheckException(faults);
        }
        return fields;
    }

    private List<String> parents(ProjectId project, Set<UUID> given) {
        List<CheckId> ids = given.stream().map(CheckId::new).toList();
        return checks.find(ids).values().stream()
                .filter(check -> check.project().equals(project))
                .map(check -> check.id().toString())
                .toList();
    }
}
