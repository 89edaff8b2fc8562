package dev.rollcall.page.audit;

import dev.rollcall.audit.AuditEntry;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Entries as lines of a CSV file (RFC 4180). */
final class AuditCsv {

    static final String TYPE = "text/csv;charset=utf-8";

    static final String HEADING = "time,action,actor kind,actor,subject,detail,request\r\n";

    private AuditCsv() {}

    static String line(AuditEntry entry) {
        return Stream.of(
                        entry.recordedAt().toString(),
                        entry.action(),
                        entry.actor().kind().label(),
                        entry.actor().name(),
                        entry.subject(),
                        entry.detail(),
                        Objects.requireNonNullElse(entry.requestId(), ""))
                .map(AuditCsv::cell)
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    /**
     * A spreadsheet executes a text that begins like a formula, and strangers choose the names. Some spreadsheets also
     * accept full-width East Asian characters (https://owasp.org/www-community/attacks/CSV_Injection).
     */
    private static String cell(String text) {
        boolean isFormula = !text.isEmpty() && "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20".indexOf(text.charAt(0)) >= 0;
        return '"' + (isFormula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }
}
