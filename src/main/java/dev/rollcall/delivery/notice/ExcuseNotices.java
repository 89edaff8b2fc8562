package dev.rollcall.delivery.notice;

import dev.rollcall.channel.Notice;
import dev.rollcall.channel.Notice.Fact;
import dev.rollcall.channel.Notice.Severity;
import dev.rollcall.channel.Notices;
import dev.rollcall.outage.ChecksExcused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells the channels of excused checks that these were not marked as down, in the transaction that settles the outage.
 */
@Component
class ExcuseNotices {

    private final ExcusedCheckStore excused;
    private final Notices notices;

    ExcuseNotices(ExcusedCheckStore excused, Notices notices) {
        this.excused = excused;
        this.notices = notices;
    }

    @EventListener
    void send(ChecksExcused event) {
        excused.byChannel(event.outage(), event.project())
                .forEach(found -> notices.send(event.project(), content(event, found), Set.of(found.channel())));
    }

    private static Notice.Content content(ChecksExcused event, ExcusedCheckStore.OfChannel found) {
        Instant ended = Objects.requireNonNull(event.outage().endedAt());
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of("from", event.outage().beganAt()));
        facts.add(Fact.of("until", ended));
        facts.add(Fact.inWords("why", "excused.why", "Rollcall could not receive pings"));
        if (found.count() > found.checks().size()) {
            facts.add(Fact.of(
                    "more", String.valueOf(found.count() - found.checks().size())));
        }
        return new Notice.Content(
                "checks-excused",
                Severity.INFO,
                "outage-" + event.outage().id(),
                ended,
                List.of(found.count()),
                facts,
                found.checks());
    }
}
