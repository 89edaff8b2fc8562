package dev.rollcall.ping;

import dev.rollcall.check.CheckNotFoundException;
import dev.rollcall.check.Checks;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.api.ContractVersion;
import dev.rollcall.platform.api.JsonListWriter;
import dev.rollcall.platform.api.ListPart;
import dev.rollcall.platform.api.ListPartReader;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.WebController;
import dev.rollcall.project.Caller;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** Shows the log of pings of a check in every version of the published management API. */
@WebController
@RequestMapping({"/api/v1/checks/{id}/pings", "/api/v2/checks/{id}/pings", "/api/v3/checks/{id}/pings"})
class PingLogController {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    /** How many pings a part of a list has. A ping takes about 500 bytes of heap. */
    private static final int PART_PINGS = 500;

    private final Checks checks;
    private final PingLogStore pings;
    private final JsonListWriter json;
    private final PingSettings settings;
    private final Site site;

    PingLogController(Checks checks, PingLogStore pings, JsonListWriter json, PingSettings settings, Site site) {
        this.checks = checks;
        this.pings = pings;
        this.json = json;
        this.settings = settings;
        this.site = site;
    }

    @GetMapping("/")
    void list(
            @AuthenticationPrincipal Caller caller,
            ContractVersion version,
            @PathVariable String id,
            HttpServletResponse response)
            throws IOException {
        CheckId check = check(caller, id);
        String address = site.url(version.path("/checks/" + check + "/pings/"));
        ListPartReader<PingLogBody, LogCursor> list = after -> part(check, after == null ? start() : after)
                .map(ping -> PingLogBody.of(ping, address + ping.n() + "/body"));
        json.writeArray(response, "pings", list);
    }

    /**
     * Returns the body byte for byte, up to the limit. Its content type is not stored, so it is always shown as text.
     */
    @GetMapping("/{n}/body")
    ResponseEntity<byte[]> body(
            @AuthenticationPrincipal Caller caller, @PathVariable String id, @PathVariable String n) {
        CheckId check = check(caller, id);
        if (!NUMBER.matcher(n).matches()) {
            throw new PingNotFoundException();
        }
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_PLAIN)
                .body(pings.body(check, Long.parseLong(n)).orElseThrow(PingNotFoundException::new));
    }

    /** Returns the id of the check if the check belongs to the caller's project. */
    private CheckId check(Caller caller, String id) {
        CheckId named = CheckId.parse(id).orElseThrow(CheckNotFoundException::new);
        return checks.get(caller.project(), named).id();
    }

    private LogCursor start() {
        return new LogCursor(Long.MAX_VALUE, settings.logLimit());
    }

    private ListPart<PingLogEntry, LogCursor> part(CheckId check, LogCursor cursor) {
        int limit = Math.min(PART_PINGS, cursor.left());
        List<PingLogEntry> found = pings.before(check, cursor.before(), limit);
        boolean isLast = found.size() < limit || limit == cursor.left();
        return new ListPart<>(
                found, isLast ? null : new LogCursor(found.get(limit - 1).n(), cursor.left() - limit));
    }

    /**
     * Where the next part of the list begins.
     *
     * @param before the part has the pings before this number
     * @param left how many more pings the list may have
     */
    private record LogCursor(long before, int left) {}
}
