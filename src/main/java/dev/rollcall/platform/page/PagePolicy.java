package dev.rollcall.platform.page;

/** What a browser may do for a page. */
public final class PagePolicy {

    /**
     * The Content-Security-Policy of pages: they load files, send forms and requests only to this deploy, and contain
     * neither scripts nor styles.
     */
    public static final String DIRECTIVES =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private PagePolicy() {}
}
