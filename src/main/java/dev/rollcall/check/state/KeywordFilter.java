package dev.rollcall.check.state;

/**
 * The keywords by which the text of a ping decides what it signals. Keywords are separated by commas.
 *
 * @param start the keywords of a start
 * @param success the keywords of a success
 * @param failure the keywords of a failure
 * @param filterSubject whether the subject of inbound mail is searched
 * @param filterBody whether the text of inbound mail is searched
 * @param filterHttpBody whether the body of a ping is searched
 * @param filterDefaultFail whether a text without a keyword is a failure; otherwise the ping is ignored
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
