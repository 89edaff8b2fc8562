package dev.rollcall.dashboard;

import dev.rollcall.check.CheckView;
import dev.rollcall.check.Checks;
import dev.rollcall.dashboard.BadgeStore.BadgeProject;
import dev.rollcall.platform.Site;
import dev.rollcall.project.ProjectId;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;

/** Knows the badges of projects and checks, their addresses, and what they say now. */
@Service
class Badges {

    private static final Pattern KEY = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final List<String> FORMATS = List.of("svg", "json", "shields");

    private final BadgeStore store;
    private final Checks checks;
    private final Site site;
    private final Clock clock;

    Badges(BadgeStore store, Checks checks, Site site, Clock clock) {
        this.store = store;
        this.checks = checks;
        this.site = site;
        this.clock = clock;
    }

    /** A badge as it is now. */
    record Badge(String label, BadgeReading reading, BadgeStatus status) {}

    /** The addresses of every badge of the project's tags and of them all, by tag and by format. */
    Map<String, Map<String, String>> addresses(ProjectId id) {
        BadgeProject project = store.ofProject(id);
        var tags = new TreeSet<String>();
        checks.list(id, null, List.of()).forEach(check -> tags.addAll(check.tagList()));
        var addresses = new LinkedHashMap<String, Map<String, String>>();
        tags.forEach(tag -> addresses.put(tag, addresses(project, new BadgeTag(tag))));
        addresses.put(BadgeTag.ALL.tag(), addresses(project, BadgeTag.ALL));
        return addresses;
    }

    /** The badge of a tag, or of all. */
    Badge ofTag(String key, String signature, BadgeTag tag) {
        BadgeProject project = uuid(key)
                .flatMap(store::byKey)
                .filter(found -> BadgeSignature.isRight(signature, tag, found.secret()))
                .orElseThrow(BadgeNotFoundException::new);
        boolean all = tag.equals(BadgeTag.ALL);
        List<CheckView> found = checks.list(project.id(), null, all ? List.of() : List.of(tag.tag()));
        return badge(all ? site.name() : tag.tag(), found, BadgeSignature.hasThreeStates(signature));
    }

    /** The badge of one check. */
    Badge ofCheck(String key, boolean threeStates) {
        CheckView check =
                uuid(key).flatMap(store::checkByKey).flatMap(checks::find).orElseThrow(BadgeNotFoundException::new);
        return badge(label(check), List.of(check), threeStates);
    }

    private Badge badge(String label, List<CheckView> found, boolean threeStates) {
        BadgeReading reading = BadgeReading.of(found, clock.instant());
        return new Badge(label, reading, reading.status(threeStates));
    }

    /** Never the id, which would let strangers ping. */
    private static String label(CheckView check) {
        if (!check.name().isBlank()) {
            return check.name();
        }
        return check.slug().isEmpty() ? "unnamed" : check.slug();
    }

    private Map<String, String> addresses(BadgeProject project, BadgeTag tag) {
        String file = tag.equals(BadgeTag.ALL) ? "" : "/" + tag.inPath();
        var addresses = new LinkedHashMap<String, String>();
        for (String format : FORMATS) {
            for (boolean threeStates : List.of(false, true)) {
                String signature = BadgeSignature.of(tag, project.secret(), threeStates);
                addresses.put(
                        threeStates ? format + "3" : format,
                        site.url("/badge/" + project.key() + "/" + signature + file + "." + format));
            }
        }
        return addresses;
    }

    private static Optional<UUID> uuid(String text) {
        return KEY.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}
