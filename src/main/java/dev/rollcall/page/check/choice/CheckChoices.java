package dev.rollcall.page.check.choice;

import java.util.List;

/**
 * The checks that a form offers: the chosen ones first, then others.
 *
 * @param field the name of the field, which has the unique key of each chosen check
 * @param except the unique key of a check that is not offered; empty for none
 * @param text what the name of the others must contain
 * @param isCut whether there are more checks than shown
 */
public record CheckChoices(String field, String except, String text, List<CheckChoice> checks, boolean isCut) {}
