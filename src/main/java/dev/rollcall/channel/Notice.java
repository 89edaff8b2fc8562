package dev.rollcall.channel;

import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.project.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that is not about one change of status: a channel fails or works again, checks were excused, a report, or
 * several alerts in one message.
 *
 * @param id the delivery's id, the same at every attempt
 * @param now the time of this attempt
 */
public record Notice(UUID id, ChannelView channel, Content content, Instant now) implements Message {

    /** How much a notice matters, and to which kinds of channels. */
    public enum Severity {
        /** A check is down. */
        DOWN,
        /** Something other than a check does not work. */
        FAILING,
        /** The subject that an earlier notice called failing works again. */
        WORKING,
        /** For information. */
        INFO
    }

    /**
     * What a notice says, before it is put into a language. It is stored as JSON.
     *
     * @param kind names the words of its title, {@code notice.<kind>} in the bundles, and is the type that programs
     *     read
     * @param subject names what it is about, without a secret
     * @param at when it happened
     * @param arguments texts and numbers for the words of the title
     * @param facts the most important first
     * @param checks follow the facts
     */
    public record Content(
            String kind,
            Severity severity,
            String subject,
            Instant at,
            List<Object> arguments,
            List<Fact> facts,
            List<CheckLine> checks) {}

    /**
     * A fact with one value: a text, a time, or a duration.
     *
     * @param label {@code fact.<label>} in the bundles
     * @param words the key of the text in the bundles; null if the text is the same in every language
     */
    public record Fact(
            String label,
            @Nullable String text,
            @Nullable Instant time,
            @Nullable Duration duration,
            @Nullable String words) {

        /** A text is shown unchanged in every language. */
        public static Fact of(String label, String text) {
            return new Fact(label, text, null, null, null);
        }

        public static Fact of(String label, Instant time) {
            return new Fact(label, null, time, null, null);
        }

        public static Fact of(String label, Duration duration) {
            return new Fact(label, null, null, duration, null);
        }

        /** A text that people read in the language of the channel. Programs get {@code text}, which is English. */
        public static Fact inWords(String label, String words, String text) {
            return new Fact(label, text, null, null, words);
        }

        /** Its one value. */
        public Object value() {
            if (time != null) {
                return time;
            }
            return duration == null ? String.valueOf(text) : duration;
        }
    }

    /**
     * A line about one check.
     *
     * @param status its status now, or null if the line is not about that
     * @param since when its status changed last, or null
     * @param text more about it; may be empty
     * @param downtime only in a report, and null there if the check was not watched; kinds without a text of their own
     *     do not show it
     * @param remark what holds in addition to the status, or null
     */
    public record CheckLine(
            String name,
            @Nullable CheckStatus status,
            @Nullable Instant since,
            String text,
            @Nullable Downtime downtime,
            @Nullable Remark remark) {

        public CheckLine(
                String name,
                @Nullable CheckStatus status,
                @Nullable Instant since,
                String text,
                @Nullable Downtime downtime) {
            this(name, status, since, text, downtime, null);
        }

        /** Only the name. */
        public static CheckLine of(String name) {
            return new CheckLine(name, null, null, "", null);
        }
    }

    /** What holds of a check in addition to its status. */
    public enum Remark {
        /** Its ping did not come at the expected time, and the grace time is not over. {@code since} says when. */
        LATE,
        /** It changed too often, so its next changes are held back until it is quiet. */
        FLAPPING
    }

    /**
     * How often and how long a check was down in a period.
     *
     * @param total of all times
     * @param uptime the part of the watched time in which it was up, in percent
     */
    public record Downtime(long times, Duration total, double uptime) {}

    @Override
    public ProjectId project() {
        return channel.project();
    }

    @Override
    public UUID channelId() {
        return channel.id();
    }

    @Override
    public Map<String, Object> config() {
        return channel.config();
    }

    @Override
    public String signingSecret() {
        return channel.signingSecret();
    }

    @Override
    public String subject() {
        return content.subject();
    }

    @Override
    public Instant at() {
        return content.at();
    }

    @Override
    public List<String> tags() {
        return List.of();
    }
}
