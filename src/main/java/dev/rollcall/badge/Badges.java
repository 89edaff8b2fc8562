package dev.rollcall.badge;

import dev.rollcall.badge.BadgeStore.BadgeProject;
import dev.rollcall.check.CheckLists;
import dev.rollcall.check.CheckView;
import dev.rollcall.check.Checks;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.api.CursorRequest;
import dev.rollcall.platform.api.ListPart;
import dev.rollcall.platform.api.ListPartReader;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.project.ProjectId;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Gives the addresses of badges and reads what a badge shows now. */
@Service
@WebProcess
class Badges {

    private static final Pattern KEY = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    static final List<String> FORMATS = List.of("svg", "json", "shields");

    private final BadgeStore store;
    private final Checks checks;
    private final CheckLists lists;
    private final Site site;
    private final Clock clock;

    Badges(BadgeStore store, Checks checks, CheckLists lists, Site site, Clock clock) {
        this.store = store;
        this.checks = checks;
        this.lists = lists;
        this.site = site;
        this.clock = clock;
    }

    /** A badge with its current content. */
    record Badge(String label, BadgeReading reading, BadgeStatus status) {}

    /** The names of the project's badges: one for each tag, and last the one for all checks. */
    ListPart<String, String> names(ProjectId id, @Nullable String after) {
        ListPart<String, String> tags = lists.tags(id, after);
        Stream<String> last = tags.next() == null ? Stream.of(BadgeTag.ALL.tag()) : Stream.empty();
        return new ListPart<>(Stream.concat(withBadge(tags.items()), last).toList(), tags.next());
    }

    /**
     * The names of badges with this text in their label: first the one for all checks, then those of the first tags.
     */
    ListPart<String, String> names(ProjectId id, String text, int maxTags) {
        boolean fits = site.name().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
        Stream<String> all = fits ? Stream.of(BadgeTag.ALL.tag()) : Stream.empty();
        List<String> found = lists.tags(id, text, maxTags + 1);
        boolean isCut = found.size() > maxTags;
        List<String> tags = isCut ? found.subList(0, maxTags) : found;
        return new ListPart<>(Stream.concat(all, withBadge(tags)).toList(), isCut ? tags.get(maxTags - 1) : null);
    }

    /** Returns a function from the name of a badge to its addresses by format. */
    Function<String, Map<String, String>> addresses(ProjectId id) {
        BadgeProject project = store.ofProject(id);
        return name -> addresses(project, new BadgeTag(name));
    }

    /**
     * The badge of a tag, or of all checks.
     *
     * @throws BadgeNotFoundException if the key or the signature is wrong
     */
    Badge ofTag(String key, String signature, BadgeTag tag) {
        BadgeProject project = uuid(key)
                .flatMap(store::byKey)
                .filter(found -> BadgeSignature.isRight(signature, tag, found.secret()))
                .orElseThrow(BadgeNotFoundException::new);
        boolean all = tag.equals(BadgeTag.ALL);
        BadgeReading reading = reading(project.id(), all ? List.of() : List.of(tag.tag()));
        return badge(all ? site.name() : tag.tag(), reading, BadgeSignature.hasThreeStates(signature));
    }

    /**
     * The badge of one check.
     *
     * @throws BadgeNotFoundException if no check has this key
     */
    Badge ofCheck(String key, boolean threeStates) {
        CheckView check =
                uuid(key).flatMap(store::checkByKey).flatMap(checks::find).orElseThrow(BadgeNotFoundException::new);
        return badge(label(check.name(), check.slug()), BadgeReading.of(List.of(check), clock.instant()), threeStates);
    }

    /** A tag with the name of the badge for all checks has no badge. */
    private static Stream<String> withBadge(List<String> tags) {
        return tags.stream().filter(tag -> !tag.equals(BadgeTag.ALL.tag()));
    }

    private BadgeReading reading(ProjectId project, List<String> tags) {
        Instant now = clock.instant();
        ListPartReader<CheckView, CursorRequest.Cursor<CheckId>> list =
                after -> lists.withoutChannels(project, null, tags, after);
        return list.fold(BadgeReading.NONE, (sum, checks) -> sum.plus(BadgeReading.of(checks, now)));
    }

    private static Badge badge(String label, BadgeReading reading, boolean threeStates) {
        return new Badge(label, reading, reading.status(threeStates));
    }

    /** Never the id of the check, because everyone who knows it can ping the check. */
    static String label(String name, String slug) {
        if (!name.isBlank()) {
            return name;
        }
        return slug.isEmpty() ? "unnamed" : slug;
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
