package dev.rollcall.delivery.notice;

import dev.rollcall.channel.Notice;
import dev.rollcall.channel.Notices;
import dev.rollcall.project.ProjectId;
import java.time.Clock;
import java.util.Collection;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Accepts notices. From here on, each is a delivery like an alert. */
@Component
class NoticeQueue implements Notices {

    private final NoticeStore notices;
    private final Clock clock;

    NoticeQueue(NoticeStore notices, Clock clock) {
        this.notices = notices;
        this.clock = clock;
    }

    @Override
    public void send(ProjectId project, Notice.Content content, Collection<UUID> channels) {
        notices.accept(project, content, channels, clock.instant());
    }
}
