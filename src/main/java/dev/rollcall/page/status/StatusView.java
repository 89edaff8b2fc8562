package dev.rollcall.page.status;

import dev.rollcall.page.status.StatusReport.Component;
import dev.rollcall.page.status.StatusReport.Incident;
import dev.rollcall.page.status.StatusReport.Maintenance;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the template of a status page shows, in words.
 *
 * @param verdict the sentence that a reader looks for
 * @param since when the first component that is down went down; null if none is
 */
record StatusView(
        String title,
        boolean isDown,
        String verdict,
        @Nullable Moment since,
        List<ComponentView> components,
        List<IncidentView> incidents,
        List<MaintenanceView> maintenance) {

    static StatusView of(StatusReport report, StatusWords words) {
        List<Incident> lasting = report.incidents().stream()
                .filter(incident -> incident.ended() == null)
                .toList();
        return new StatusView(
                report.title(),
                report.isDown(),
                words.verdict(lasting),
                lasting.stream()
                        .map(Incident::began)
                        .min(Instant::compareTo)
                        .map(words::moment)
                        .orElse(null),
                report.components().stream()
                        .map(component -> ComponentView.of(component, words))
                        .toList(),
                report.incidents().stream()
                        .map(incident -> IncidentView.of(incident, words))
                        .toList(),
                report.maintenance().stream()
                        .map(maintenance -> MaintenanceView.of(maintenance, words))
                        .toList());
    }

    /** A time for machines and for people. */
    record Moment(String iso, String text) {}

    /**
     * A component.
     *
     * @param state the class of its lamp
     */
    record ComponentView(String name, String state, String word, String uptime, DayBars bars) {

        static ComponentView of(Component component, StatusWords words) {
            String state = component.state().name().toLowerCase(Locale.ROOT);
            return new ComponentView(
                    words.name(component.name()),
                    state,
                    words.say("state." + state),
                    words.uptime(component.uptime()),
                    DayBars.of(component.days()));
        }
    }

    /** An incident; without an end it lasts. */
    record IncidentView(
            String component, Moment began, @Nullable Moment ended) {

        static IncidentView of(Incident incident, StatusWords words) {
            return new IncidentView(
                    words.name(incident.component()),
                    words.moment(incident.began()),
                    incident.ended() == null ? null : words.momentAfter(incident.began(), incident.ended()));
        }
    }

    /** A planned maintenance. */
    record MaintenanceView(String name, Moment begins, Moment ends, String components) {

        static MaintenanceView of(Maintenance maintenance, StatusWords words) {
            return new MaintenanceView(
                    maintenance.name(),
                    words.moment(maintenance.begins()),
                    words.momentAfter(maintenance.begins(), maintenance.ends()),
                    maintenance.components().stream().map(words::name).collect(Collectors.joining(", ")));
        }
    }
}
