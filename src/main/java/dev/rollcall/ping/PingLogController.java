package dev.rollcall.ping;

import dev.rollcall.check.CheckNotFoundException;
import dev.rollcall.check.Checks;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.api.ContractVersion;
import dev.rollcall.platform.api.JsonListWriter;
import dev.rollcall.platform.api.Part;
import dev.rollcall.platform.api.PartReader;
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

/** The log of pings of a check, by every version of the published management API. */
@WebController
@RequestMapping({"/api/v1/checks/{id}/pings", "/api/v2/checks/{id}/pings", "/api/v3/checks/{id}/pings"})
class PingLogController {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    /** Pings in a part of a list; one takes about 500 bytes of heap. */
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
        PartReader<PingLogBody, Place> list = after -> part(check, after == null ? beginning() : after)
                .map(ping -> PingLogBody.of(ping, address + ping.n() + "/body"));
        json.writeArray(response, "pings", list);
    }

    /** Byte for byte as it was sent, up to the limit. What it claimed to be is not kept: it is text, and nothing else. */
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

    /** The check, if it is the caller's. */
    private CheckId check(Caller caller, String id) {
        CheckId named = CheckId.parse(id).orElseThrow(CheckNotFoundException::new);
        return checks.get(caller.project(), named).id();
    }

    private Place beginning() {
        return new Place(Long.MAX_VALUE, settings.logLimit());
    }

    private Part<PingLogEntry, Place> part(CheckId check, Place place) {
        int limit = Math.min(PART_PINGS, place.left());
        List<PingLogEntry> found = pings.before(check, place.number(), limit);
        boolean isLast = found.size() < limit || limit == place.left();
        return new Part<>(found, isLast ? null : new Place(found.get(limit - 1).n(), place.left() - limit));
    }

    /**
     * Where a part of the list begins.
     *
     * @param number the pings before this one
     * @param left how many pings the list may still have
     */
    private record Place(long number, int left) {}
}
