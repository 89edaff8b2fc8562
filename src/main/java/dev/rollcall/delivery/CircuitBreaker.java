package dev.rollcall.delivery;

import dev.rollcall.channel.ChannelHealth;
import dev.rollcall.channel.Channels;
import dev.rollcall.delivery.notice.ChannelNotices;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Pauses a channel after several failures in a row, in all workers. When the pause is over, one delivery is tried. If
 * it fails, the next pause is longer; if it arrives, the channel resumes.
 */
@Component
class CircuitBreaker {

    private static final Logger log = LoggerFactory.getLogger(CircuitBreaker.class);

    /** Failures in a row that pause a channel. */
    static final int THRESHOLD = 5;

    static final Duration MAX_PAUSE = Duration.ofMinutes(5);

    private final HealthStore health;
    private final ChannelNotices notices;
    private final Clock clock;

    CircuitBreaker(HealthStore health, ChannelNotices notices, Clock clock) {
        this.health = health;
        this.notices = notices;
        this.clock = clock;
    }

    /**
     * After an attempt failed. The failure is counted in the transaction that queues the notice, so exactly one notice
     * is sent.
     */
    @Transactional
    void failed(Taken taken, String reason) {
        Instant now = clock.instant();
        HealthStore.Failures counted = health.failed(taken.channelId(), reason, now);
        int failures = counted.count();
        if (!counted.isPaused()) {
            return;
        }
        Duration pause = Backoff.after(failures - THRESHOLD + 1, ThreadLocalRandom.current());
        health.pause(taken.channelId(), now.plus(pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE));
        int givenUp = health.giveUp(taken.channelId(), now.minus(ChannelHealth.GIVEN_UP_AFTER), reason, now);
        if (givenUp > 0) {
            log.atError()
                    .addKeyValue("event", "delivery.given-up")
                    .addKeyValue("channel_id", taken.channelId())
                    .addKeyValue("deliveries", givenUp)
                    .addKeyValue("reason", reason)
                    .log("alerts waited too long for this channel, and are not sent any more");
        }
        if (failures == THRESHOLD) {
            notices.failing(taken.channelId(), counted.since(), reason, now);
            log.atWarn()
                    .addKeyValue("event", "channel.failing")
                    .addKeyValue("channel_id", taken.channelId())
                    .addKeyValue("reason", reason)
                    .log("several alerts in a row did not reach this channel, so the others wait");
        }
    }

    /** A person may have mended the channel, so what failed is tried again at once. */
    @EventListener
    void settingsChanged(Channels.SettingsChanged changed) {
        health.resume(changed.channel(), clock.instant());
    }

    /** After a delivery ended without a call to its receiver, which says nothing about the channel. */
    void notCalled(Taken taken) {
        health.endTrials(List.of(taken), clock.instant());
    }

    /** After a message arrived at a channel that was failing. */
    @Transactional
    void works(Taken taken) {
        Instant now = clock.instant();
        HealthStore.Failures ended = health.works(taken.channelId(), now);
        if (ended.isPaused()) {
            notices.working(taken.channelId(), ended.since(), now);
            log.atInfo()
                    .addKeyValue("event", "channel.working")
                    .addKeyValue("channel_id", taken.channelId())
                    .log("alerts reach this channel again");
        }
    }
}
