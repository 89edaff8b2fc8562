package dev.rollcall.page.status;

import dev.rollcall.page.status.StatusReport.Incident;
import dev.rollcall.page.status.StatusView.Moment;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** The words of a status page in one language: the messages {@code statuspage.*}. Times are in UTC, for all readers. */
final class StatusWords {

    private static final int DECIMALS = 2;

    private final MessageSource messages;
    private final Locale language;
    private final DateTimeFormatter times;
    private final DateTimeFormatter timesOfDay;

    StatusWords(MessageSource messages, Locale language) {
        this.messages = messages;
        this.language = language;
        this.times = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(language)
                .withZone(ZoneOffset.UTC);
        this.timesOfDay = DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                .withLocale(language)
                .withZone(ZoneOffset.UTC);
    }

    String say(String key, Object... arguments) {
        return messages.getMessage("statuspage." + key, arguments, language);
    }

    /** The name of a component; the checks without a tag have one too. */
    String name(String tag) {
        return tag.isEmpty() ? say("others") : tag;
    }

    String verdict(List<Incident> lasting) {
        return switch (lasting.size()) {
            case 0 -> say("good");
            case 1 -> say("bad.one", name(lasting.get(0).component()));
            default -> say("bad.more", lasting.size());
        };
    }

    /** Rounded down, because 100 % must be true. */
    String uptime(@Nullable Double part) {
        if (part == null) {
            return say("days.unknown");
        }
        NumberFormat number = NumberFormat.getNumberInstance(language);
        number.setMaximumFractionDigits(DECIMALS);
        return say("days", number.format(BigDecimal.valueOf(part * 100).setScale(DECIMALS, RoundingMode.DOWN)));
    }

    /** A time after another one; only its time of day, if it is on the same day. */
    Moment momentAfter(Instant earlier, Instant time) {
        boolean isSameDay = earlier.atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .equals(time.atOffset(ZoneOffset.UTC).toLocalDate());
        return isSameDay ? new Moment(moment(time).iso(), timesOfDay.format(time)) : moment(time);
    }

    Moment moment(Instant time) {
        return new Moment(time.truncatedTo(ChronoUnit.SECONDS).toString(), times.format(time));
    }
}
