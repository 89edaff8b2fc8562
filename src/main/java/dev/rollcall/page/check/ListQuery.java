package dev.rollcall.page.check;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Which checks the reader wants to see, and in which order. Comes from the URL of the page, so a list can be
 * bookmarked. An unknown value is ignored.
 *
 * @param text part of a name or of a tag, or empty
 * @param tag one whole tag, or empty
 * @param lamp null for all
 * @param page counted from 1
 */
record ListQuery(String text, String tag, @Nullable Lamp lamp, Order order, int page) {

    private static final int MAX_LENGTH = 500;
    private static final int MAX_PAGE = 100_000;

    static ListQuery of(
            @Nullable String text,
            @Nullable String tag,
            @Nullable String lamp,
            @Nullable String order,
            @Nullable String page) {
        return new ListQuery(
                limited(text),
                limited(tag),
                lamp == null ? null : Lamp.of(lamp).orElse(null),
                Order.of(order == null ? "" : order),
                page != null && page.matches("[1-9]\\d{0,5}") ? Math.min(Integer.parseInt(page), MAX_PAGE) : 1);
    }

    /** Whether the check matches, regardless of its lamp. */
    boolean admits(ListedCheck check) {
        return (tag.isEmpty() || check.tags().contains(tag))
                && (text.isEmpty() || check.contains(text.toLowerCase(Locale.ROOT)));
    }

    public ListQuery withLamp(@Nullable Lamp wanted) {
        return new ListQuery(text, tag, wanted, order, 1);
    }

    public ListQuery withTag(String wanted) {
        return new ListQuery(text, wanted, lamp, order, 1);
    }

    public ListQuery withOrder(Order wanted) {
        return new ListQuery(text, tag, lamp, wanted, 1);
    }

    public ListQuery withPage(int wanted) {
        return new ListQuery(text, tag, lamp, order, wanted);
    }

    /** The query part of the URL, from the question mark on. It omits default values, and may be empty. */
    public String address() {
        var address = new StringJoiner("&", "?", "").setEmptyValue("");
        add(address, "q", text);
        add(address, "tag", tag);
        add(address, "status", lamp == null ? "" : lamp.label());
        add(address, "order", order == Order.STATUS ? "" : order.label());
        add(address, "page", page == 1 ? "" : Integer.toString(page));
        return address.toString();
    }

    /** A link relative to the page of the list: 100 rows with absolute URLs would be twice as long. */
    public String link() {
        String address = address();
        return address.isEmpty() ? "./" : address;
    }

    private static void add(StringJoiner address, String name, String value) {
        if (!value.isEmpty()) {
            address.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }

    private static String limited(@Nullable String text) {
        String stripped = text == null ? "" : text.strip();
        return stripped.length() <= MAX_LENGTH ? stripped : stripped.substring(0, MAX_LENGTH);
    }

    /** The order of the list. */
    enum Order {
        /** Trouble first. */
        STATUS(Comparator.comparing(ListedCheck::lamp)),
        NAME(Comparator.comparing(ListedCheck::sortKey)),
        /** The latest ping first. */
        PING(Comparator.comparing(ListedCheck::lastPingAt, Comparator.nullsLast(Comparator.reverseOrder()))),
        /** The next ping first. */
        NEXT(Comparator.comparing(ListedCheck::expectedAt, Comparator.nullsLast(Comparator.naturalOrder())));

        private final Comparator<ListedCheck> comparator;

        Order(Comparator<ListedCheck> comparator) {
            this.comparator = comparator;
        }

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        Comparator<ListedCheck> comparator() {
            return comparator;
        }

        static Order of(String label) {
            for (Order order : values()) {
                if (order.label().equals(label)) {
                    return order;
                }
            }
            return STATUS;
        }
    }
}
