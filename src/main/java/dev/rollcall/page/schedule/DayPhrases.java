package dev.rollcall.page.schedule;

import dev.rollcall.check.schedule.DayPattern;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The days of a schedule in words. */
final class DayPhrases {

    /** A longer list does not make a readable sentence. */
    private static final int MAX_ITEMS = 6;

    /** From this number of consecutive values on, a list is written as a range. */
    private static final int MIN_RANGE = 3;

    private static final List<DayOfWeek> WORKDAYS =
            List.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY);

    private final DayPattern days;
    private final Phrases words;

    DayPhrases(DayPattern days, Phrases words) {
        this.days = days;
        this.words = words;
    }

    /** Empty if the list of days or months is too long for a sentence. */
    Optional<String> of() {
        if (isTooLong(days.numbers(), Integer::intValue) || isTooLong(days.months(), Month::getValue)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (days.kind()) {
                    case WEEKDAYS -> days.isEveryMonth() ? weekdays() : inMonths(weekdays());
                    case DAYS_OF_MONTH -> daysOfMonth();
                    case LAST_DAY -> words.say("last.day", ofMonths());
                    case LAST_WORKDAY -> words.say("last.workday", ofMonths());
                    case NTH_WEEKDAY -> nth(String.valueOf(days.numbers().get(0)));
                    case LAST_WEEKDAY -> nth("last");
                });
    }

    private String weekdays() {
        List<DayOfWeek> named = days.weekdays();
        if (named.size() == DayOfWeek.values().length) {
            return words.say("day");
        }
        if (named.equals(WORKDAYS)) {
            return words.say("workday");
        }
        if (isRange(named, DayOfWeek::getValue)) {
            return words.say("weekdays.range", name(named.get(0)), name(named.get(named.size() - 1)));
        }
        return words.say("weekdays", words.list(named.stream().map(this::name).toList()));
    }

    private String daysOfMonth() {
        List<Integer> numbers = days.numbers();
        String first = number(numbers.get(0));
        if (isRange(numbers, Integer::intValue)) {
            return words.say("days.range", first, number(numbers.get(numbers.size() - 1)), ofMonths());
        }
        return words.say(
                numbers.size() == 1 ? "days.one" : "days.more",
                words.list(numbers.stream().map(this::number).toList()),
                ofMonths());
    }

    private String nth(String ordinal) {
        return words.say(
                "nth", words.say("ordinal." + ordinal), name(days.weekdays().get(0)), ofMonths());
    }

    /** {@code of every month}, {@code of March and April}. */
    private String ofMonths() {
        if (days.isEveryMonth()) {
            return words.say("months.every");
        }
        List<Month> months = days.months();
        return isRange(months, Month::getValue)
                ? words.say("months.range", name(months.get(0)), name(months.get(months.size() - 1)))
                : words.say("months", words.list(months.stream().map(this::name).toList()));
    }

    private String inMonths(String phrase) {
        List<Month> months = days.months();
        return isRange(months, Month::getValue)
                ? words.say("in.range", phrase, name(months.get(0)), name(months.get(months.size() - 1)))
                : words.say(
                        "in", phrase, words.list(months.stream().map(this::name).toList()));
    }

    private String number(int day) {
        return words.say("days.number", day);
    }

    private String name(DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL, words.language());
    }

    private String name(Month month) {
        return month.getDisplayName(TextStyle.FULL_STANDALONE, words.language());
    }

    private static <T> boolean isTooLong(List<T> items, Function<T, Integer> number) {
        return items.size() > MAX_ITEMS && !isRange(items, number);
    }

    private static <T> boolean isRange(List<T> items, Function<T, Integer> number) {
        return items.size() >= MIN_RANGE
                && number.apply(items.get(items.size() - 1)) - number.apply(items.get(0)) == items.size() - 1;
    }
}
