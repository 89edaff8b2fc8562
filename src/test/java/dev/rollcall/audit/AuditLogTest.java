package dev.rollcall.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.platform.api.CursorRequest;
import dev.rollcall.platform.database.Prunable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

/** Entries live and die with the transaction of the change, and end after their retention. */
@RollcallTest
class AuditLogTest {

    private static final AuditAction DELETED = AuditAction.CHECK_DELETED;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private AuditLog audit;

    @Autowired
    private AuditStore store;

    @Autowired
    private PruneAuditLog pruning;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private SettableClock clock;

    private UUID project;

    @BeforeEach
    void createProject() {
        // Other tests set the clock back, so the times of their entries do not ascend.
        fixtures.clear();
        project = fixtures.project().id().value();
    }

    @Test
    void withoutATransactionNothingIsRecorded() {
        assertThatExceptionOfType(IllegalTransactionStateException.class)
                .isThrownBy(() -> audit.record(project, DELETED, "Backup"));
    }

    @Test
    void aChangeThatIsRolledBackLeavesNoEntry() {
        transaction.executeWithoutResult(status -> {
            audit.record(project, DELETED, "Backup");
            status.setRollbackOnly();
        });
        assertThat(subjects()).isEmpty();
    }

    @Test
    void aLongNameIsCutBetweenCharacters() {
        record("\uD83D\uDE00".repeat(400));
        assertThat(subjects()).containsExactly("\uD83D\uDE00".repeat(300));
    }

    @Test
    void entriesEndAfterTheirRetentionInBatches() {
        for (int n = 1; n <= 5; n++) {
            record("old " + n);
        }
        clock.advance(Duration.ofDays(365));
        record("a year later");
        pruneAll(2);
        assertThat(subjects()).as("exactly a year old").hasSize(6);
        clock.advance(Duration.ofSeconds(1));
        assertThat(pruneAll(2)).as("with one about the project").isEqualTo(6);
        assertThat(subjects()).containsExactly("a year later");
    }

    @Test
    void theDailyJobUsesTheRetentionOfTheDeploy() {
        record("old");
        clock.advance(Duration.ofDays(366));
        assertThat(pruning.prune(null).deleted()).isPositive();
        assertThat(subjects()).isEmpty();
    }

    @Test
    void partsFollowEachOtherWithoutAGap() {
        transaction.executeWithoutResult(status -> {
            for (int n = 0; n < 1_200; n++) {
                audit.record(project, DELETED, "check " + n);
            }
        });
        List<String> read = new ArrayList<>();
        var part = audit.part(project, ofChecks(), null);
        part.items().forEach(entry -> read.add(entry.subject()));
        while (part.next() != null) {
            part = audit.part(project, ofChecks(), part.next());
            part.items().forEach(entry -> read.add(entry.subject()));
        }
        assertThat(read)
                .hasSize(1_200)
                .doesNotHaveDuplicates()
                .startsWith("check 1199")
                .endsWith("check 0");
    }

    private void record(String subject) {
        transaction.executeWithoutResult(status -> audit.record(project, DELETED, subject));
    }

    /** How many rows of any project. */
    private int pruneAll(int limit) {
        int deleted = 0;
        String mark = null;
        do {
            Prunable.Batch batch = store.prune(mark, clock.instant().minus(Duration.ofDays(365)), limit);
            deleted += batch.deleted();
            mark = batch.next();
        } while (mark != null);
        return deleted;
    }

    private List<String> subjects() {
        return entries().stream().map(AuditEntry::subject).toList();
    }

    private List<AuditEntry> entries() {
        return audit.find(project, ofChecks(), CursorRequest.of("100", null, Long::valueOf));
    }

    private static AuditFilter ofChecks() {
        return AuditFilter.ALL.withActions(AuditAction.named("check"));
    }
}
