package dev.rollcall.transfer.remote;

import dev.rollcall.admin.WrongUsageException;
import dev.rollcall.audit.AuditAction;
import dev.rollcall.audit.AuditLog;
import dev.rollcall.channel.ChannelLookup;
import dev.rollcall.check.CheckImporter;
import dev.rollcall.check.RefusedCheckException;
import dev.rollcall.check.RemoteCheckDefinition;
import dev.rollcall.mute.maintenance.WindowImporter;
import dev.rollcall.project.ProjectId;
import dev.rollcall.transfer.remote.RemoteProject.RemoteChannel;
import dev.rollcall.transfer.remote.RemoteProject.RemoteCheck;
import dev.rollcall.transfer.remote.RemoteProject.RemoteWindow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Imports the checks of a project from another deploy of Rollcall or Healthchecks, one by one. If one fails, the
 * imported ones stay, and the next run imports the rest.
 */
@Component
public class RemoteImport {

    private static final Logger log = LoggerFactory.getLogger(RemoteImport.class);
    private static final int PROGRESS_INTERVAL = 100;
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

    private static final String WOULD_BE = "would be ";

    private final RemoteApi api;
    private final CheckImporter checks;
    private final ChannelLookup channels;
    private final WindowImporter windows;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    RemoteImport(
            RemoteApi api,
            CheckImporter checks,
            ChannelLookup channels,
            WindowImporter windows,
            AuditLog audit,
            PlatformTransactionManager transactions) {
        this.api = api;
        this.checks = checks;
        this.channels = channels;
        this.windows = windows;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Creates and changes the project's checks to match the remote ones. No check is deleted, and none loses a channel.
     *
     * @param from the address of the other deploy
     * @param key an API key of the project there
     * @param keep false for a dry run, which changes nothing
     * @return the outcome for each channel, check and maintenance window
     * @throws RemoteApiException when the other deploy cannot be read
     */
    public List<Row> run(ProjectId project, String from, String key, boolean keep) {
        if (!KEY.matcher(key).matches()) {
            throw new WrongUsageException("the API key contains characters that no key has");
        }
        var address = RemoteAddress.of(from);
        RemoteProject remote = api.read(address, key);
        List<Row> rows = new ArrayList<>();
        Map<String, UUID> known = new HashMap<>();
        for (RemoteChannel channel : remote.channels()) {
            Optional<UUID> ours = channels.find(project, channel.kind(), channel.name());
            ours.ifPresent(id -> known.put(channel.id(), id));
            rows.add(row(channel, ours));
        }
        Set<UUID> wouldBe = new HashSet<>();
        int done = 0;
        Map<UUID, Row> checkRows = new LinkedHashMap<>();
        for (RemoteCheck check : remote.checks()) {
            checkRows.put(check.id(), row(project, check, known, wouldBe, keep));
            done++;
            if (done % PROGRESS_INTERVAL == 0 || done == remote.checks().size()) {
                log.atInfo()
                        .addKeyValue("event", "import.progress")
                        .addKeyValue("done", done)
                        .addKeyValue("checks", remote.checks().size())
                        .log("checks are being imported");
            }
        }
        // A check may depend on a later one, which exists only now.
        remote.checks().stream()
                .filter(check -> check.parents() != null && !check.parents().isEmpty())
                .forEach(check -> checkRows.merge(check.id(), row(project, check, known, wouldBe, keep), Row::orLater));
        rows.addAll(checkRows.values());
        var wouldBeSoFar = new WindowImporter.WouldBe(wouldBe, new HashSet<>());
        remote.windows().forEach(window -> rows.add(row(project, window, wouldBeSoFar, keep)));
        if (keep) {
            transaction.executeWithoutResult(
                    status -> audit.record(project.value(), AuditAction.PROJECT_IMPORTED, address.root()));
        }
        return rows;
    }

    private static Row row(RemoteChannel channel, Optional<UUID> ours) {
        return new Row(
                "channel",
                channel.id(),
                channel.name(),
                ours.isPresent() ? "matched" : "missing",
                ours.map(UUID::toString)
                        .orElse("create one channel of kind " + channel.kind() + " with this name, then import again"));
    }

    /** @param wouldBe the checks that a dry run would have created so far */
    private Row row(ProjectId project, RemoteCheck check, Map<String, UUID> known, Set<UUID> wouldBe, boolean keep) {
        int besides = wouldBe.size() - (wouldBe.contains(check.id()) ? 1 : 0);
        Set<UUID> assigned = check.channels().stream()
                .map(known::get)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        String outcome;
        String detail = "";
        try {
            CheckImporter.Outcome taken = checks.take(
                    project,
                    new RemoteCheckDefinition(check.id(), check.fields(), check.paused(), assigned, check.parents()),
                    keep,
                    besides);
            if (!keep && taken == CheckImporter.Outcome.CREATED) {
                wouldBe.add(check.id());
            }
            outcome = keep || taken == CheckImporter.Outcome.UNCHANGED ? label(taken) : WOULD_BE + label(taken);
        } catch (RefusedCheckException e) {
            outcome = Row.REFUSED;
            detail = String.valueOf(e.getMessage());
        }
        return new Row("check", check.id().toString(), check.name(), outcome, detail);
    }

    private Row row(ProjectId project, RemoteWindow window, WindowImporter.WouldBe wouldBe, boolean keep) {
        WindowImporter.Taken taken = keep
                ? windows.take(project, window.name(), window.fields())
                : windows.dryRun(project, window.name(), window.fields(), wouldBe);
        boolean isOnlyShown = !keep && taken.outcome() == WindowImporter.Outcome.CREATED;
        return new Row(
                "window",
                window.id(),
                window.name(),
                (isOnlyShown ? WOULD_BE : "") + label(taken.outcome()),
                taken.detail());
    }

    private static String label(Enum<?> outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The outcome for one channel, check or maintenance window.
     *
     * @param kind {@code channel}, {@code check} or {@code window}
     * @param id its id in the other deploy
     * @param outcome for a channel {@code matched} or {@code missing}; for a check or a window what was or would be
     *     done with it, or {@code refused}
     * @param detail the reason, the id of our channel, or what to do; may be empty
     */
    public record Row(String kind, String id, String name, String outcome, String detail) {

        static final String REFUSED = "refused";

        /** This outcome, or a later one for the same check that says more. A refused attempt has changed nothing. */
        Row orLater(Row later) {
            boolean hasDoneNothing = isRefused() || outcome.equals(label(CheckImporter.Outcome.UNCHANGED));
            return hasDoneNothing || later.isRefused() ? later : this;
        }

        /** Whether this is a check or a window that could not be imported. */
        public boolean isRefused() {
            return outcome.equals(REFUSED);
        }
    }
}
