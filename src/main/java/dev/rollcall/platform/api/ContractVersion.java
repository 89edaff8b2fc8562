package dev.rollcall.platform.api;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of the published management API. The address that is called says which; a controller takes it as a
 * parameter. Addresses in an answer name the version that was called.
 */
public enum ContractVersion {
    /** Shows a run under way in the status, and makes slugs from names. */
    V1,
    /** Shows a run under way beside the status. */
    V2,
    /** Lets the caller choose the slug. */
    V3;

    private static final Pattern PATH = Pattern.compile("/api/(v[123])/.*");

    /** A path of this version; {@code rest} begins with a slash. */
    public String path(String rest) {
        return "/api/" + name().toLowerCase(Locale.ROOT) + rest;
    }

    /** The version that a route belongs to; empty when it is none of the management API. */
    static Optional<ContractVersion> of(String route) {
        Matcher version = PATH.matcher(route);
        return version.matches() ? Optional.of(valueOf(version.group(1).toUpperCase(Locale.ROOT))) : Optional.empty();
    }
}
