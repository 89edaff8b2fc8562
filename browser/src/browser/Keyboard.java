package browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Map;

/** Uses a page as a person without a mouse does, who has to see at any time where the focus is. */
final class Keyboard {

    private static final int MAX_STOPS = 80;

    private static final String FOCUS = """
            () => {
                const element = document.activeElement;
                const style = getComputedStyle(element);
                const width = parseFloat(style.outlineWidth);
                const beyond = width + parseFloat(style.outlineOffset);
                const box = element.getBoundingClientRect();
                let isCut = false;
                for (let card = element.parentElement; card; card = card.parentElement) {
                    const edge = card.getBoundingClientRect();
                    isCut ||= /clip|hidden/.test(getComputedStyle(card).overflowX)
                        && (box.left - beyond < edge.left || box.right + beyond > edge.right);
                }
                return {
                    element: element.outerHTML.slice(0, 120),
                    // Tab has left the page, which begins again at the next one.
                    isPage: element === document.body,
                    isVisible: element.matches(':focus-visible') && element.checkVisibility({visibilityProperty: true})
                        && style.outlineStyle !== 'none' && width >= 2 && !isCut
                };
            }
            """;

    private final Page page;

    Keyboard(Page page) {
        this.page = page;
    }

    /** Presses Tab until this control has the focus. Each control on the way shows that it has it. */
    void tabTo(Locator control) {
        for (int stop = 0; stop < MAX_STOPS; stop++) {
            if (Boolean.TRUE.equals(control.evaluate("control => control === document.activeElement"))) {
                return;
            }
            page.keyboard().press("Tab");
            expectVisibleFocus();
        }
        throw new AssertionError("Tab does not reach " + control);
    }

    /** Goes to a control and presses Enter. */
    void enter(Locator control) {
        tabTo(control);
        page.keyboard().press("Enter");
    }

    /** Goes to a field and types a text in place of its own. */
    void type(Locator field, String text) {
        tabTo(field);
        page.keyboard().press("ControlOrMeta+A");
        page.keyboard().type(text);
    }

    void expectVisibleFocus() {
        Map<?, ?> focus = (Map<?, ?>) page.evaluate(FOCUS);
        if (Boolean.FALSE.equals(focus.get("isPage"))) {
            assertThat(focus.get("isVisible")).as("visible focus: " + focus).isEqualTo(true);
        }
    }
}
