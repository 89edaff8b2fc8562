package dev.rollcall.check.state;

/**
 * How signals are told apart by their text. Keywords are separated by commas.
 *
 * @param filterSubject whether the subject of inbound mail is searched
 * @param filterBody whether the text of inbound mail is searched
 * @param filterHttpBody whether the body of a ping is searched
 * @param filterDefaultFail whether a text that has no keyword is a failure, and not ignored
 */
public record KeywordFilter(
        String start,
        String success,
        String failure,
        boolean filterSubject,
        boolean filterBody,
        boolean filterHttpBody,
        boolean filterDefaultFail) {

    /** As a new check has them. */
    public static final KeywordFilter NONE = new KeywordFilter("", "", "", false, false, false, false);
}
