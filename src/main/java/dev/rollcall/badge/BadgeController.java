package dev.rollcall.badge;

import dev.rollcall.badge.Badges.Badge;
import dev.rollcall.platform.api.JsonListWriter;
import dev.rollcall.platform.api.ListPartReader;
import dev.rollcall.platform.process.WebController;
import dev.rollcall.platform.xml.BadgeSvg;
import dev.rollcall.project.Caller;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * The badge routes of the published API: with a key, the addresses of all badges; without a key, each badge by its
 * address.
 */
@WebController
class BadgeController {

    private static final MediaType SVG = new MediaType("image", "svg+xml", StandardCharsets.UTF_8);
    private static final int SHIELDS_VERSION = 1;

    private final Badges badges;
    private final JsonListWriter json;

    BadgeController(Badges badges, JsonListWriter json) {
        this.badges = badges;
        this.json = json;
    }

    @GetMapping({"/api/v1/badges/", "/api/v2/badges/", "/api/v3/badges/"})
    void list(@AuthenticationPrincipal Caller caller, HttpServletResponse response) throws IOException {
        Function<String, Map<String, String>> addresses = badges.addresses(caller.project());
        ListPartReader<String, String> names = after -> badges.names(caller.project(), after);
        json.writeObject(response, "badges", names, addresses::apply);
    }

    @GetMapping("/badge/{key}/{signature}.{format}")
    ResponseEntity<Object> ofAll(
            @PathVariable String key, @PathVariable String signature, @PathVariable String format) {
        return answer(badges.ofTag(key, signature, BadgeTag.ALL), format);
    }

    @GetMapping("/badge/{key}/{signature}/{tag}.{format}")
    ResponseEntity<Object> ofTag(
            @PathVariable String key,
            @PathVariable String signature,
            @PathVariable String tag,
            @PathVariable String format) {
        return answer(badges.ofTag(key, signature, BadgeTag.fromPath(tag)), format);
    }

    @GetMapping("/b/{states}/{key}.{format}")
    ResponseEntity<Object> ofCheck(@PathVariable String states, @PathVariable String key, @PathVariable String format) {
        if (!states.equals("2") && !states.equals("3")) {
            throw new BadgeNotFoundException();
        }
        return answer(badges.ofCheck(key, states.equals("3")), format);
    }

    private static ResponseEntity<Object> answer(Badge badge, String format) {
        return switch (format) {
            case "svg" -> fresh(SVG).body(draw(badge));
            case "json" -> fresh(MediaType.APPLICATION_JSON).body(BadgeBody.of(badge));
            case "shields" -> fresh(MediaType.APPLICATION_JSON).body(ShieldsBody.of(badge));
            default -> throw new BadgeNotFoundException();
        };
    }

    private static String draw(Badge badge) {
        return BadgeSvg.draw(
                badge.label(), badge.status().label(), badge.status().colour());
    }

    /** Browsers and proxies must not cache a badge. */
    private static ResponseEntity.BodyBuilder fresh(MediaType type) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache, no-store, max-age=0, must-revalidate, private");
    }

    /** The {@code json} format of a badge. */
    record BadgeBody(String status, int total, int grace, int down) {

        static BadgeBody of(Badge badge) {
            BadgeReading reading = badge.reading();
            return new BadgeBody(badge.status().label(), reading.total(), reading.grace(), reading.down());
        }
    }

    /** The {@code shields} format of a badge, for the endpoint badges of Shields.io. */
    record ShieldsBody(int schemaVersion, String label, String message, String color) {

        static ShieldsBody of(Badge badge) {
            return new ShieldsBody(
                    SHIELDS_VERSION,
                    badge.label(),
                    badge.status().label(),
                    badge.status().shieldsColour());
        }
    }
}
