package dev.rollcall.delivery.report;

import dev.rollcall.channel.Notice;
import dev.rollcall.channel.Notices;
import dev.rollcall.flip.Flips;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.time.TimeZones;
import dev.rollcall.platform.time.Zone;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Sends the reports that are due, each once, as notices. */
@Component
class SendReports {

    private static final Logger log = LoggerFactory.getLogger(SendReports.class);

    private final ReportStore reports;
    private final Flips flips;
    private final Notices notices;
    private final Clock clock;
    private final TransactionTemplate transaction;

    SendReports(
            ReportStore reports, Flips flips, Notices notices, Clock clock, PlatformTransactionManager transactions) {
        this.reports = reports;
        this.flips = flips;
        this.notices = notices;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Sends to each mailbox the report of its latest period, unless it has it. Earlier periods are left out. */
    void run() {
        Instant now = clock.instant();
        for (ReportStore.Mailbox mailbox : reports.mailboxes()) {
            // The time zone database may no longer have the name.
            Zone zone = TimeZones.find(mailbox.timeZone()).orElseGet(() -> TimeZones.get("UTC"));
            ReportPeriod period = ReportRhythm.of(mailbox.rhythm()).latest(zone, now);
            if (mailbox.toldUntil().isBefore(period.until())) {
                send(mailbox, period, now);
            }
        }
    }

    /** One that fails must not keep the others from being sent. */
    private void send(ReportStore.Mailbox mailbox, ReportPeriod period, Instant now) {
        try {
            transaction.executeWithoutResult(status -> sendOnce(mailbox, period, now));
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("event", "report.failed")
                    .addKeyValue("channel_id", mailbox.channel())
                    .addKeyValue("reason", FailureReason.of(e))
                    .log("a report could not be queued, and will be tried again");
        }
    }

    /** Recorded and queued in one transaction: both or neither. */
    private void sendOnce(ReportStore.Mailbox mailbox, ReportPeriod period, Instant now) {
        if (reports.record(mailbox.channel(), period)) {
            reports.of(mailbox.project(), period, flips.keptSince(now)).ifPresent(report -> {
                Notice.Content content = ReportContent.of("report-" + mailbox.rhythm(), period, report);
                notices.send(mailbox.project(), content, Set.of(mailbox.channel()));
            });
        }
    }
}
