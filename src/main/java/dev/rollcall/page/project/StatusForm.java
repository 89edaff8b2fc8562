package dev.rollcall.page.project;

import dev.rollcall.platform.database.SqlText;
import dev.rollcall.statuspage.StatusPage;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person enters into the form of a status page.
 *
 * @param host empty for none
 * @param published set if everyone can read the page
 */
record StatusForm(
        @Nullable String title,
        @Nullable String slug,
        @Nullable String host,
        @Nullable String published) {

    private static final String PUBLISHED = "true";

    /** The form of the existing page, or an empty one. */
    static StatusForm of(Optional<StatusPage> page) {
        return page.map(known -> new StatusForm(
                        known.title(),
                        known.slug(),
                        Objects.requireNonNullElse(known.host(), ""),
                        known.isPublic() ? PUBLISHED : null))
                .orElse(new StatusForm("", "", "", null));
    }

    public boolean isPublic() {
        return PUBLISHED.equals(published);
    }

    String writtenTitle() {
        return SqlText.storable(Objects.requireNonNullElse(title, "")).strip();
    }

    String writtenHost() {
        return Objects.requireNonNullElse(host, "").strip();
    }

    String writtenSlug() {
        return Objects.requireNonNullElse(slug, "").strip();
    }
}
