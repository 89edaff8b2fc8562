package browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Measures how much of a page moved by itself, with the browser's Layout Instability API
 * (https://wicg.github.io/layout-instability/). A page's Cumulative Layout Shift is the largest sum within five
 * seconds; this is the sum of all, which is never less.
 */
final class LayoutShifts {

    /** The highest value of a page that is rated good: https://web.dev/articles/cls. */
    private static final double GOOD = 0.1;

    /** What a reader caused half a second ago is no instability. */
    private static final String MEASURE = """
            () => new Promise(resolve => {
                const entries = [];
                const observer = new PerformanceObserver(list => entries.push(...list.getEntries()));
                observer.observe({type: 'layout-shift', buffered: true});
                // Entries of earlier frames are handed over in a task of its own.
                requestAnimationFrame(() => setTimeout(() => {
                    entries.push(...observer.takeRecords());
                    observer.disconnect();
                    resolve(entries.filter(entry => !entry.hadRecentInput).map(entry => ({
                        value: entry.value,
                        moved: entry.sources.map(({node}) => node && (node.outerHTML || node.textContent).slice(0, 100))
                    })));
                }, 50));
            })
            """;

    private LayoutShifts() {}

    /** Fails if more of the page moved, since it was opened, than a good page may move. */
    static void expectFew(Page page) {
        List<?> shifts = (List<?>) page.evaluate(MEASURE);
        double sum = shifts.stream()
                .map(shift -> Objects.requireNonNull(((Map<?, ?>) shift).get("value")))
                .mapToDouble(value -> ((Number) value).doubleValue())
                .sum();
        assertThat(sum)
                .as("layout shift of " + page.url() + ", a window of " + page.viewportSize().width + ": " + shifts)
                .isLessThanOrEqualTo(GOOD);
    }
}
