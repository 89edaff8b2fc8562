package dev.rollcall.page.status;

import dev.rollcall.flip.Flips;
import dev.rollcall.page.status.DownTimes.Span;
import dev.rollcall.page.status.StatusReport.Component;
import dev.rollcall.page.status.StatusReport.Day;
import dev.rollcall.page.status.StatusReport.Incident;
import dev.rollcall.page.status.StatusReport.State;
import dev.rollcall.page.status.StatusReportStore.Tagged;
import dev.rollcall.page.status.StatusReportStore.TaggedSpan;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.project.ProjectId;
import dev.rollcall.statuspage.StatusPage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Computes what a status page shows. */
@Service
@WebProcess
class StatusReports {

    static final int DAYS = 90;

    /** Nobody reads a page with more than this. */
    static final int MAX_COMPONENTS = 50;

    static final int MAX_INCIDENTS = 50;

    /**
     * The maximum number of times in which checks were down. If there are more, the earliest that ended are left out.
     */
    private static final int MAX_SPANS = 10_000;

    private static final Comparator<Tagged> DOWN_FIRST = Comparator.comparing(tag -> tag.state() != State.DOWN);
    private static final Comparator<Tagged> OTHERS_LAST =
            Comparator.comparing(tag -> tag.tag().isEmpty());

    private static final DownTimes NEVER = new DownTimes(List.of());

    private final StatusReportStore store;
    private final Flips flips;
    private final Site site;

    StatusReports(StatusReportStore store, Flips flips, Site site) {
        this.store = store;
        this.flips = flips;
        this.site = site;
    }

    @Transactional(readOnly = true)
    public StatusReport of(StatusPage page, Instant now) {
        ProjectId project = page.project();
        Instant begin = start(today(now).minusDays(DAYS - 1L));
        Instant known = later(begin, flips.keptSince(now));
        List<Tagged> tags = store.tags(project, now, MAX_COMPONENTS);
        Map<String, DownTimes> downs = downs(store.downs(project, known, now, MAX_SPANS));
        List<Component> components = tags.stream()
                .sorted(DOWN_FIRST.thenComparing(OTHERS_LAST))
                .map(tag -> component(tag, downs.getOrDefault(tag.tag(), NEVER), knownSince(tag, known, now), now))
                .toList();
        return new StatusReport(
                page.title(),
                page.slug(),
                page.address(site),
                components,
                incidents(components, downs),
                PlannedMaintenance.of(store.windows(project, now), now));
    }

    /** Nothing is known about checks that were never pinged. */
    private static Instant knownSince(Tagged tag, Instant known, Instant now) {
        return tag.state() == State.NEW ? now : later(known, tag.since());
    }

    private static Map<String, DownTimes> downs(List<TaggedSpan> spans) {
        return spans.stream()
                .collect(Collectors.groupingBy(
                        TaggedSpan::tag,
                        Collectors.collectingAndThen(
                                Collectors.mapping(TaggedSpan::span, Collectors.toList()), DownTimes::union)));
    }

    /** {@code since} is the time from which something is known about it. */
    private static Component component(Tagged tag, DownTimes downs, Instant since, Instant now) {
        LocalDate today = today(now);
        List<Day> days = IntStream.rangeClosed(1 - DAYS, 0)
                .mapToObj(today::plusDays)
                .map(date -> new Day(date, down(downs, since, date, now)))
                .toList();
        Duration length = Duration.between(since, now);
        Double uptime = length.isZero() || length.isNegative()
                ? null
                : 1 - (double) downs.between(since, now).toMillis() / length.toMillis();
        return new Component(tag.tag(), tag.state(), uptime, days);
    }

    private static @Nullable Duration down(DownTimes downs, Instant since, LocalDate date, Instant now) {
        Instant from = later(start(date), since);
        Instant end = start(date.plusDays(1));
        Instant until = end.isAfter(now) ? now : end;
        return from.isBefore(until) ? downs.between(from, until) : null;
    }

    private static List<Incident> incidents(List<Component> components, Map<String, DownTimes> downs) {
        Comparator<Incident> lastingFirst = Comparator.comparing(incident -> incident.ended() != null);
        return components.stream()
                .flatMap(component -> incidents(component.name(), downs))
                .sorted(lastingFirst.thenComparing(Incident::began, Comparator.reverseOrder()))
                .limit(MAX_INCIDENTS)
                .toList();
    }

    private static Stream<Incident> incidents(String component, Map<String, DownTimes> downs) {
        List<Span> spans =
                Objects.requireNonNullElse(downs.get(component), NEVER).spans();
        return spans.stream().map(span -> new Incident(component, span.began(), span.ended()));
    }

    private static LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    private static Instant start(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
