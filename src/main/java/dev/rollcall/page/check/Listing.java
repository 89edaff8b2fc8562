package dev.rollcall.page.check;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One page of the checks that a {@link ListQuery} wants.
 *
 * @param all how many checks the project has by lamp
 * @param admitted how many checks match the text and the tag, by lamp
 * @param found how many checks the list has on all pages
 * @param query the query, with the number of a page that exists
 * @param tags all tags of the project, sorted like names
 * @param pings a hash of the checks and times on the page: {@link ListVersion}
 */
record Listing(
        Map<Lamp, Integer> all,
        Map<Lamp, Integer> admitted,
        int found,
        ListQuery query,
        List<ListedCheck> page,
        List<String> tags,
        int pings) {

    /** Checks on a page. */
    static final int PAGE_CHECKS = 100;

    static Listing of(List<ListedCheck> checks, ListQuery query) {
        List<ListedCheck> admitted = checks.stream().filter(query::admits).toList();
        List<ListedCheck> found = admitted.stream()
                .filter(check -> query.lamp() == null || query.lamp() == check.lamp())
                .sorted(query.order().comparator().thenComparing(ListedCheck::sortKey))
                .toList();
        ListQuery shown = query.withPage(Math.min(query.page(), pagesOf(found.size())));
        int from = (shown.page() - 1) * PAGE_CHECKS;
        // A copy, because a part of a list keeps the whole list in memory.
        List<ListedCheck> page = List.copyOf(found.subList(from, Math.min(from + PAGE_CHECKS, found.size())));
        return new Listing(
                count(checks), count(admitted), found.size(), shown, page, tags(checks), ListVersion.pings(page));
    }

    public int pages() {
        return pagesOf(found);
    }

    /** The number of the first check on the page; 0 if there is none. */
    public int first() {
        return found == 0 ? 0 : (query.page() - 1) * PAGE_CHECKS + 1;
    }

    /** The number of the last check on the page. */
    public int last() {
        return (query.page() - 1) * PAGE_CHECKS + page.size();
    }

    public int count() {
        return sum(all);
    }

    public int countOf(Lamp lamp) {
        return all.getOrDefault(lamp, 0);
    }

    public int admittedCount() {
        return sum(admitted);
    }

    public int admittedOf(Lamp lamp) {
        return admitted.getOrDefault(lamp, 0);
    }

    /** The pages of a list with this many checks. */
    static int pagesOf(int checks) {
        return Math.max(1, (checks + PAGE_CHECKS - 1) / PAGE_CHECKS);
    }

    private static int sum(Map<Lamp, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static Map<Lamp, Integer> count(List<ListedCheck> checks) {
        Map<Lamp, Integer> counts = new EnumMap<>(Lamp.class);
        checks.forEach(check -> counts.merge(check.lamp(), 1, Integer::sum));
        return counts;
    }

    private static List<String> tags(List<ListedCheck> checks) {
        return checks.stream()
                .flatMap(check -> check.tags().stream())
                .distinct()
                .sorted(Comparator.comparing(SortKey::of).thenComparing(Comparator.naturalOrder()))
                .toList();
    }
}
