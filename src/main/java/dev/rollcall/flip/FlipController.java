package dev.rollcall.flip;

import dev.rollcall.check.CheckView;
import dev.rollcall.check.Checks;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.platform.api.ApiTimestamp;
import dev.rollcall.platform.api.CursorRequest;
import dev.rollcall.platform.api.JsonListWriter;
import dev.rollcall.platform.api.ListPartReader;
import dev.rollcall.platform.process.WebController;
import dev.rollcall.project.Caller;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Lists the flips of a check, in every version of the published management API. */
@WebController
class FlipController {

    private final Checks checks;
    private final Flips flips;
    private final JsonListWriter json;
    private final Clock clock;

    FlipController(Checks checks, Flips flips, JsonListWriter json, Clock clock) {
        this.checks = checks;
        this.flips = flips;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping({"/api/v1/checks/{id}/flips/", "/api/v2/checks/{id}/flips/", "/api/v3/checks/{id}/flips/"})
    void list(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String seconds,
            @RequestParam(required = false) @Nullable String start,
            @RequestParam(required = false) @Nullable String end,
            HttpServletResponse response)
            throws IOException {
        CheckView check = checks.named(caller.project(), id);
        var period = FlipPeriod.of(seconds, start, end, clock.instant());
        ListPartReader<FlipBody, CursorRequest.Cursor<Long>> list =
                after -> flips.of(check.id(), period, after).map(FlipBody::of);
        json.writeArray(response, "flips", list);
    }

    /** One flip: 1 when the check came up, 0 when it took any other status. */
    record FlipBody(String timestamp, int up) {

        static FlipBody of(Flip flip) {
            return new FlipBody(
                    ApiTimestamp.of(flip.change().at()), flip.change().to() == CheckStatus.UP ? 1 : 0);
        }
    }
}
