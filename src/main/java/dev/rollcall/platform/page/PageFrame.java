package dev.rollcall.platform.page;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/**
 * What the layout needs for each page. Templates call it {@code frame}.
 *
 * @param site the name of this deploy
 * @param reader who is signed in; null for nobody
 * @param times writes times for this reader
 */
public record PageFrame(String site, @Nullable Reader reader, Times times, ResourceUrlProvider assets) {

    /** The name of the request attribute, and so of the variable in templates. */
    static final String NAME = "frame";

    /** The same page at another time. */
    public PageFrame at(Instant now) {
        return new PageFrame(site, reader, times.at(now), assets);
    }

    /**
     * The address of a file below {@code /assets/}. It has a digest of the content in its name, so browsers may keep it
     * forever.
     */
    public String asset(String name) {
        return Objects.requireNonNull(assets.getForLookupPath("/assets/" + name), () -> "no asset " + name);
    }
}
