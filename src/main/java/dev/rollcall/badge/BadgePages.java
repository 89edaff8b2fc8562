package dev.rollcall.badge;

import dev.rollcall.badge.BadgeStore.BadgeCheck;
import dev.rollcall.platform.api.ListPart;
import dev.rollcall.platform.database.SqlText;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.page.NumberedPage;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.project.ProjectId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Gathers the badges of a project for people, with at most three statements. */
@Service
@WebProcess
class BadgePages {

    private static final int CHECKS = 25;
    private static final int MAX_TAGS = 100;

    private final Badges badges;
    private final BadgeStore store;
    private final Site site;

    BadgePages(Badges badges, BadgeStore store, Site site) {
        this.badges = badges;
        this.store = store;
        this.site = site;
    }

    @Transactional(readOnly = true)
    public BadgePage of(ProjectId project, boolean late, String text, int asked) {
        String wanted = SqlText.storable(text.strip());
        NumberedPage<BadgeCheck> checks =
                NumberedPage.read(asked, CHECKS, (offset, limit) -> store.checks(project, wanted, offset, limit));
        ListPart<BadgeEntry, String> tags =
                checks.number() == 1 ? tags(project, late, wanted) : new ListPart<>(List.of(), null);
        return new BadgePage(
                late,
                wanted,
                tags.items(),
                tags.next() != null,
                checks.items().stream().map(check -> entry(check, late)).toList(),
                checks.number(),
                checks.hasNext());
    }

    private ListPart<BadgeEntry, String> tags(ProjectId project, boolean late, String wanted) {
        Function<String, Map<String, String>> addresses = badges.addresses(project);
        return badges.names(project, wanted, MAX_TAGS)
                .map(name -> entry(label(name), states(addresses.apply(name), late)));
    }

    private BadgeEntry entry(BadgeCheck check, boolean late) {
        Map<String, String> addresses = new LinkedHashMap<>();
        Badges.FORMATS.forEach(format ->
                addresses.put(format, site.url("/b/" + (late ? "3" : "2") + "/" + check.badgeKey() + "." + format)));
        return entry(Badges.label(check.name(), check.slug()), addresses);
    }

    private BadgeEntry entry(String label, Map<String, String> addresses) {
        String image = String.valueOf(addresses.get("svg"));
        return BadgeEntry.of(label, image.substring(site.url("").length()), addresses);
    }

    private String label(String name) {
        return name.equals(BadgeTag.ALL.tag()) ? site.name() : name;
    }

    /** The addresses of a tag with two states, or those with three. */
    private static Map<String, String> states(Map<String, String> addresses, boolean late) {
        Map<String, String> chosen = new LinkedHashMap<>();
        Badges.FORMATS.forEach(
                format -> chosen.put(format, String.valueOf(addresses.get(late ? format + "3" : format))));
        return chosen;
    }
}
