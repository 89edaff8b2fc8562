package dev.rollcall.check.state;

/**
 * Which keywords in a text make it a start, a success or a failure. Keywords are separated by commas.
 *
 * @param filterSubject whether the subject of inbound mail is searched
 * @param filterBody whether the text of inbound mail is searched
 * @param filterHttpBody whether the body of a ping is searched
 * @param filterDefaultFail whether a text that has no keyword is a failure; if not, it is ignored
 */
public record KeywordFilter(
        String start,
        String success,
        String failure,
        boolean filterSubject,
        boolean filterBody,
        boolean filterHttpBody,
        boolean filterDefaultFail) {

    /** The filter of a new check: it searches nothing. */
    public static final KeywordFilter NONE = new KeywordFilter("", "", "", false, false, false, false);
}
