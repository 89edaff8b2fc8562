package dev.rollcall.channel.field;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The fields of every kind but groups: which alerts a channel gets, and when. A field that is absent changes nothing.
 */
@NoiseFields.Declared({
    @Field(
            name = NoiseFields.ESCALATE_AFTER,
            meaning = "seconds that a check must be down before this channel is told",
            type = FieldType.NUMBER,
            min = 1,
            max = 2_592_000),
    @Field(
            name = NoiseFields.FLAP_LIMIT,
            meaning = "how many changes of a check in an hour are told one by one",
            type = FieldType.NUMBER,
            min = 2,
            max = 1_000),
    @Field(
            name = NoiseFields.FLAP_QUIET,
            meaning = "seconds without a change after which a check no longer flaps, without it 900",
            type = FieldType.NUMBER,
            min = 1,
            max = 3_600),
    @Field(
            name = NoiseFields.REMIND,
            meaning = "how often the channel is told that a check is still down",
            oneOf = {"off", "hourly", "daily"})
})
public final class NoiseFields {

    public static final String REMIND = "remind";

    static final String ESCALATE_AFTER = "escalate_after";
    static final String FLAP_LIMIT = "flap_limit";
    static final String FLAP_QUIET = "flap_quiet";

    private static final Duration DEFAULT_FLAP_QUIET = Duration.ofMinutes(15);

    private NoiseFields() {}

    static List<Field> all() {
        return List.of(Objects.requireNonNull(NoiseFields.class.getAnnotation(Declared.class))
                .value());
    }

    /** Whether the channel is told again that a check is still down. */
    public static boolean hasReminders(Map<String, Object> config) {
        Object pause = config.get(REMIND);
        return "hourly".equals(pause) || "daily".equals(pause);
    }

    /** How long a check must be down before the channel gets an alert; empty if it gets one at once. */
    public static Optional<Duration> escalateAfter(Map<String, Object> config) {
        return seconds(config, ESCALATE_AFTER);
    }

    /** How many changes in an hour the channel gets one by one; empty if it gets all. */
    public static OptionalInt flapLimit(Map<String, Object> config) {
        return config.get(FLAP_LIMIT) instanceof Integer limit ? OptionalInt.of(limit) : OptionalInt.empty();
    }

    /** How long a check must keep its status until it no longer counts as flapping. */
    public static Duration flapQuiet(Map<String, Object> config) {
        return seconds(config, FLAP_QUIET).orElse(DEFAULT_FLAP_QUIET);
    }

    private static Optional<Duration> seconds(Map<String, Object> config, String name) {
        return config.get(name) instanceof Integer seconds
                ? Optional.of(Duration.ofSeconds(seconds))
                : Optional.empty();
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface Declared {
        Field[] value();
    }
}
