package dev.rollcall.platform.page;

/** What a browser may do for a page. */
public final class PagePolicy {

    /**
     * The Content-Security-Policy of pages: they load files from this deploy only, send forms and requests only to it,
     * and have no inline scripts or styles.
     */
    public static final String DIRECTIVES =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private PagePolicy() {}
}
