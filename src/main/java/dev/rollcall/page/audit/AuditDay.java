package dev.rollcall.page.audit;

import dev.rollcall.audit.AuditEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What was done on one day in the reader's time zone, latest first. */
record AuditDay(LocalDate date, List<Line> lines) {

    static List<AuditDay> of(List<AuditEntry> entries, ZoneId zone, Function<AuditEntry, String> sentence) {
        Map<LocalDate, List<Line>> days = new LinkedHashMap<>();
        entries.forEach(
                entry -> days.computeIfAbsent(LocalDate.ofInstant(entry.recordedAt(), zone), day -> new ArrayList<>())
                        .add(new Line(entry.recordedAt(), sentence.apply(entry))));
        return days.entrySet().stream()
                .map(day -> new AuditDay(day.getKey(), day.getValue()))
                .toList();
    }

    record Line(Instant at, String sentence) {}
}
