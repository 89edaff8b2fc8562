package dev.rollcall.platform.api;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of the published management API. It is part of the path, and a controller takes it as a parameter. URLs in
 * an answer have the version of the request.
 */
public enum ContractVersion {
    /** Shows a run in progress in the status, and makes slugs from names. */
    V1,
    /** Shows a run in progress beside the status. */
    V2,
    /** Lets the caller choose the slug. */
    V3;

    private static final Pattern PATH = Pattern.compile("/api/(v[123])/.*");

    /** A path of this version; {@code rest} begins with a slash. */
    public String path(String rest) {
        return "/api/" + name().toLowerCase(Locale.ROOT) + rest;
    }

    /** The version of a route; empty for a route outside the management API. */
    static Optional<ContractVersion> of(String route) {
        Matcher version = PATH.matcher(route);
        return version.matches() ? Optional.of(valueOf(version.group(1).toUpperCase(Locale.ROOT))) : Optional.empty();
    }
}
