package dev.rollcall.page.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollcall.page.status.StatusReport.Component;
import dev.rollcall.page.status.StatusReport.Day;
import dev.rollcall.page.status.StatusReport.Incident;
import dev.rollcall.page.status.StatusReport.Maintenance;
import dev.rollcall.platform.api.ApiTimestamp;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A status page as JSON. */
record StatusBody(
        String title,
        String status,
        List<ComponentBody> components,
        List<IncidentBody> incidents,
        List<MaintenanceBody> maintenance) {

    static StatusBody of(StatusReport report) {
        return new StatusBody(
                report.title(),
                report.isDown() ? "down" : "up",
                report.components().stream().map(ComponentBody::of).toList(),
                report.incidents().stream().map(IncidentBody::of).toList(),
                report.maintenance().stream().map(MaintenanceBody::of).toList());
    }

    /**
     * A component.
     *
     * @param uptime in percent, rounded down
     */
    record ComponentBody(
            String name, String status, @Nullable BigDecimal uptime, List<DayBody> days) {

        private static final int DECIMALS = 3;

        static ComponentBody of(Component component) {
            Double uptime = component.uptime();
            return new ComponentBody(
                    component.name(),
                    component.state().name().toLowerCase(Locale.ROOT),
                    uptime == null ? null : BigDecimal.valueOf(uptime * 100).setScale(DECIMALS, RoundingMode.DOWN),
                    component.days().stream().map(DayBody::of).toList());
        }
    }

    /**
     * A day in UTC.
     *
     * @param downSeconds null if nothing is known about the day
     */
    record DayBody(
            String date,
            @JsonProperty("down_seconds") @Nullable Long downSeconds) {

        static DayBody of(Day day) {
            return new DayBody(
                    day.date().toString(),
                    day.down() == null ? null : day.down().toSeconds());
        }
    }

    /** An incident of a component. */
    record IncidentBody(
            String component, String started, @Nullable String ended) {

        static IncidentBody of(Incident incident) {
            return new IncidentBody(
                    incident.component(), ApiTimestamp.of(incident.began()), ApiTimestamp.ofNullable(incident.ended()));
        }
    }

    /** A planned maintenance; without components it is about all of them. */
    record MaintenanceBody(String name, String starts, String ends, List<String> components) {

        static MaintenanceBody of(Maintenance maintenance) {
            return new MaintenanceBody(
                    maintenance.name(),
                    ApiTimestamp.of(maintenance.begins()),
                    ApiTimestamp.of(maintenance.ends()),
                    maintenance.components());
        }
    }
}
