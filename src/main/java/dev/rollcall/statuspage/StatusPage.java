package dev.rollcall.statuspage;

import dev.rollcall.platform.deploy.Site;
import dev.rollcall.project.ProjectId;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a status page.
 *
 * @param slug the last part of its address, which no other page of the deploy has
 * @param host a host whose root is the page, and which no other page has; null without one
 * @param isPublic whether strangers may read it; otherwise it seems not to exist
 */
public record StatusPage(
        ProjectId project,
        String title,
        String slug,
        @Nullable String host,
        boolean isPublic) {

    /** The public address. A host of its own has the scheme of the site and the default port. */
    public String address(Site site) {
        return host == null
                ? site.url("/status/" + slug)
                : URI.create(site.root()).getScheme() + "://" + host + "/";
    }
}
