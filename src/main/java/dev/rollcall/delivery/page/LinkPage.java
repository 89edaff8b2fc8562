package dev.rollcall.delivery.page;

import java.util.List;

/**
 * What the page behind a link shows. The template escapes it.
 *
 * @param language as browsers need it: en-US
 * @param isAlarm whether the title reports that something is down
 * @param button the label of the button that posts to this page; empty for none
 * @param site the name of this deploy
 */
record LinkPage(
        String language, String title, boolean isAlarm, List<Fact> facts, String text, String button, String site) {

    /** One line of the page. */
    record Fact(String label, String value) {}
}
