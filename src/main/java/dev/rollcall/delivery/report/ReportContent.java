package dev.rollcall.delivery.report;

import dev.rollcall.channel.Notice;
import dev.rollcall.channel.Notice.CheckLine;
import dev.rollcall.channel.Notice.Downtime;
import dev.rollcall.channel.Notice.Fact;
import dev.rollcall.channel.Notice.Severity;
import java.util.ArrayList;
import java.util.List;

/** Turns a report into a notice. */
final class ReportContent {

    private ReportContent() {}

    static Notice.Content of(String kind, ReportPeriod period, ProjectReport report) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of("from", period.from()));
        facts.add(Fact.of("until", period.until()));
        facts.add(Fact.of("checks", String.valueOf(report.checks())));
        facts.add(Fact.of("down-now", String.valueOf(report.downNow())));
        if (report.checks() > report.lines().size()) {
            facts.add(Fact.of(
                    "more", String.valueOf(report.checks() - report.lines().size())));
        }
        return new Notice.Content(
                kind,
                Severity.INFO,
                kind,
                period.until(),
                List.of(report.project()),
                facts,
                report.lines().stream().map(ReportContent::line).toList());
    }

    private static CheckLine line(ProjectReport.Line line) {
        Downtime downtime = line.watched().isZero() ? null : new Downtime(line.times(), line.down(), line.uptime());
        return new CheckLine(line.name(), line.status(), null, "", downtime);
    }
}
