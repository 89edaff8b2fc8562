package dev.rollcall.page.schedule;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Reads a schedule in English words, as a person would, without any knowledge of how the words were made. */
final class EnglishSchedule {

    private static final List<String> ORDINALS = List.of("first", "second", "third", "fourth", "fifth");
    private static final Pattern STEP =
            Pattern.compile("every (\\d+ )?(hour|minute|second)s?( from ([0-9:]+) to ([0-9:]+))?( at minute (\\d+))?");
    private static final Pattern SENTENCE = Pattern.compile("(.*?)(?: at ([0-9:, and]+)|, (every .*))");

    private EnglishSchedule() {}

    /** All times in that many days from the start, in their order. */
    static List<LocalDateTime> times(String sentence, LocalDateTime start, int days) {
        var times = new TreeSet<LocalDateTime>();
        for (String line : sentence.split("; ")) {
            String said = line.replaceFirst(" UTC$", "");
            for (int n = 0; n < days; n++) {
                LocalDate day = start.toLocalDate().plusDays(n);
                timesOf(said, day).forEach(time -> times.add(day.atTime(time)));
            }
        }
        return List.copyOf(times);
    }

    private static List<LocalTime> timesOf(String said, LocalDate day) {
        Matcher step = STEP.matcher(said);
        if (step.matches()) {
            return steps(step);
        }
        Matcher sentence = SENTENCE.matcher(said);
        if (!sentence.matches()) {
            throw new IllegalArgumentException("not understood: " + said);
        }
        if (!isMeant(sentence.group(1), day)) {
            return List.of();
        }
        if (sentence.group(2) != null) {
            return items(sentence.group(2)).stream().map(LocalTime::parse).toList();
        }
        Matcher steps = STEP.matcher(sentence.group(3));
        if (!steps.matches()) {
            throw new IllegalArgumentException("not understood: " + sentence.group(3));
        }
        return steps(steps);
    }

    private static List<LocalTime> steps(Matcher step) {
        int count = step.group(1) == null ? 1 : Integer.parseInt(step.group(1).strip());
        Duration length = switch (step.group(2)) {
            case "hour" -> Duration.ofHours(count);
            case "minute" -> Duration.ofMinutes(count);
            default -> Duration.ofSeconds(count);
        };
        LocalTime first = step.group(4) == null ? LocalTime.MIDNIGHT : LocalTime.parse(step.group(4));
        LocalTime last = step.group(5) == null ? LocalTime.MAX : LocalTime.parse(step.group(5));
        if (step.group(7) != null) {
            first = first.plusMinutes(Integer.parseInt(step.group(7)));
        }
        List<LocalTime> times = new ArrayList<>();
        for (long second = first.toSecondOfDay(); second <= last.toSecondOfDay(); second += length.toSeconds()) {
            times.add(LocalTime.ofSecondOfDay(second));
        }
        return times;
    }

    private static boolean isMeant(String days, LocalDate day) {
        Matcher monthly = Pattern.compile("on (.+) of (.+)").matcher(days);
        if (monthly.matches()) {
            return months(monthly.group(2)).contains(day.getMonth()) && isOfMonth(monthly.group(1), day);
        }
        Matcher inMonths = Pattern.compile("(.+) in (.+)").matcher(days);
        return inMonths.matches()
                ? months(inMonths.group(2)).contains(day.getMonth()) && isWeekday(inMonths.group(1), day)
                : isWeekday(days, day);
    }

    private static boolean isOfMonth(String said, LocalDate day) {
        LocalDate end = day.with(TemporalAdjusters.lastDayOfMonth());
        if (said.equals("the last day")) {
            return day.equals(end);
        }
        if (said.equals("the last weekday")) {
            LocalDate workday = end;
            while (workday.getDayOfWeek().getValue() > DayOfWeek.FRIDAY.getValue()) {
                workday = workday.minusDays(1);
            }
            return day.equals(workday);
        }
        if (said.startsWith("the ")) {
            String[] parts = said.split(" ");
            DayOfWeek weekday = weekday(parts[2]);
            int ordinal = parts[1].equals("last") ? -1 : ORDINALS.indexOf(parts[1]) + 1;
            // The fifth of a month with four is in the next month.
            return day.equals(day.with(TemporalAdjusters.dayOfWeekInMonth(ordinal, weekday)));
        }
        String numbers = said.replaceFirst("days? ", "");
        Matcher range = Pattern.compile("(\\d+) to (\\d+)").matcher(numbers);
        return range.matches()
                ? day.getDayOfMonth() >= Integer.parseInt(range.group(1))
                        && day.getDayOfMonth() <= Integer.parseInt(range.group(2))
                : items(numbers).contains(String.valueOf(day.getDayOfMonth()));
    }

    private static boolean isWeekday(String said, LocalDate day) {
        DayOfWeek weekday = day.getDayOfWeek();
        if (said.equals("every day")) {
            return true;
        }
        if (said.equals("every weekday")) {
            return weekday.getValue() <= DayOfWeek.FRIDAY.getValue();
        }
        Matcher range = Pattern.compile("every day from (\\w+) to (\\w+)").matcher(said);
        return range.matches()
                ? weekday.compareTo(weekday(range.group(1))) >= 0 && weekday.compareTo(weekday(range.group(2))) <= 0
                : items(said.replaceFirst("^every ", "")).stream()
                        .map(EnglishSchedule::weekday)
                        .anyMatch(weekday::equals);
    }

    private static List<Month> months(String said) {
        Matcher range = Pattern.compile("every month from (\\w+) to (\\w+)").matcher(said);
        if (range.matches()) {
            return IntStream.rangeClosed(
                            month(range.group(1)).getValue(),
                            month(range.group(2)).getValue())
                    .mapToObj(Month::of)
                    .toList();
        }
        return said.equals("every month")
                ? Arrays.asList(Month.values())
                : items(said).stream().map(EnglishSchedule::month).toList();
    }

    private static List<String> items(String list) {
        return List.of(list.split(", | and "));
    }

    private static DayOfWeek weekday(String name) {
        return DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static Month month(String name) {
        return Month.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
