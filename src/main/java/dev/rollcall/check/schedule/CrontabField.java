package dev.rollcall.check.schedule;

import java.util.List;

/** One of the five fields of a cron expression: the numbers and names that it accepts, and how lists are written. */
enum CrontabField {
    MINUTE(0, 59, List.of()),
    HOUR(0, 23, List.of()),
    DAY_OF_MONTH(1, 31, List.of()),
    MONTH(1, 12, List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")),
    /** Sunday is 0 or 7. */
    DAY_OF_WEEK(0, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"));

    private final int min;
    private final int max;
    private final List<String> names;

    CrontabField(int min, int max, List<String> names) {
        this.min = min;
        this.max = max;
        this.names = names;
    }

    /** Reads a list of numbers, ranges and stars, with or without steps, as bits. */
    long values(String list) {
        long values = 0;
        for (String item : list.split(",", -1)) {
            values |= item(item);
        }
        return values;
    }

    /** Reads one number or name. */
    int value(String text) {
        int named = names.indexOf(text);
        return named >= 0 ? min + named : number(text, min, max);
    }

    private long item(String item) {
        String[] parts = item.split("/", -1);
        if (parts.length > 2) {
            throw new IllegalArgumentException("more than one step");
        }
        int step = parts.length == 1 ? 1 : number(parts[1], 1, Integer.MAX_VALUE);
        if (parts[0].equals("*")) {
            return range(min, max, step);
        }
        String[] bounds = parts[0].split("-", -1);
        if (bounds.length > 2) {
            throw new IllegalArgumentException("more than one range");
        }
        int first = value(bounds[0]);
        if (bounds.length == 2) {
            return range(first, value(bounds[1]), step);
        }
        return range(first, parts.length == 1 ? first : max, step);
    }

    /** Reads a number that has only digits. */
    static int number(String text, int min, int max) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("not a number");
        }
        int number = Integer.parseInt(text);
        if (number < min || number > max) {
            throw new IllegalArgumentException("out of range");
        }
        return number;
    }

    private static long range(int first, int last, int step) {
        if (last < first) {
            throw new IllegalArgumentException("a range ends before it starts");
        }
        long values = 0;
        for (long value = first; value <= last; value += step) {
            values |= 1L << value;
        }
        return values;
    }
}
