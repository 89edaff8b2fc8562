package dev.rollcall.delivery.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollcall.check.Checks;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.platform.api.ApiTimestamp;
import dev.rollcall.platform.api.CursorRequest;
import dev.rollcall.platform.api.CursorRequest.CursorPage;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.WebController;
import dev.rollcall.project.Caller;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The log of a check's deliveries. Our extension of the API. */
@WebController
class DeliveryController {

    private final Checks checks;
    private final DeliveryLogStore deliveries;
    private final Site site;

    DeliveryController(Checks checks, DeliveryLogStore deliveries, Site site) {
        this.checks = checks;
        this.deliveries = deliveries;
        this.site = site;
    }

    @GetMapping("/api/v3/checks/{id}/deliveries/")
    DeliveryList list(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestParam(defaultValue = CursorRequest.DEFAULT_LIMIT) String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        CursorRequest<DeliveryLogEntry.DeliveryCursor> request =
                CursorRequest.of(limit, cursor, DeliveryLogEntry.DeliveryCursor::parse);
        CursorPage<DeliveryLogEntry> page = request.page(
                deliveries.find(checks.named(caller.project(), id).id(), request),
                delivery -> new CursorRequest.Cursor<>(
                        delivery.flip().change().at(),
                        new DeliveryLogEntry.DeliveryCursor(delivery.flip().id(), delivery.id())));
        return new DeliveryList(
                page.items().stream().map(DeliveryBody::of).toList(),
                request.nextUrl(site.url("/api/v3/checks/" + id + "/deliveries/"), page));
    }

    /** A page; {@code next} is the URL of the next page, or null on the last one. */
    record DeliveryList(
            List<DeliveryBody> deliveries, @Nullable String next) {}

    /**
     * A delivery.
     *
     * @param purpose {@code flip} or {@code reminder}
     * @param state {@code pending}, {@code sent}, {@code failed} or {@code outdated}
     */
    record DeliveryBody(
            UUID id,
            DeliveryLogEntry.Recipient channel,
            FlipBody flip,
            String purpose,
            String state,
            int attempts,
            @JsonProperty("last_error") @Nullable String lastError,
            @JsonProperty("created_at") String createdAt,
            @JsonProperty("finished_at") @Nullable String finishedAt,
            @JsonProperty("next_attempt_at") @Nullable String nextAttemptAt,
            @JsonProperty("held_back_by") @Nullable String heldBackBy) {

        static DeliveryBody of(DeliveryLogEntry delivery) {
            return new DeliveryBody(
                    delivery.id(),
                    delivery.channel(),
                    FlipBody.of(delivery.flip().change()),
                    delivery.purpose(),
                    delivery.state(),
                    delivery.attempts(),
                    delivery.lastError(),
                    ApiTimestamp.of(delivery.createdAt()),
                    ApiTimestamp.ofNullable(delivery.finishedAt()),
                    ApiTimestamp.ofNullable(delivery.nextAttemptAt()),
                    delivery.heldBackBy());
        }
    }

    /** The change of status that is delivered. */
    record FlipBody(String timestamp, String from, String to, String reason) {

        static FlipBody of(StatusChange change) {
            return new FlipBody(
                    ApiTimestamp.of(change.at()),
                    label(change.from()),
                    label(change.to()),
                    change.reason().label());
        }

        private static String label(CheckStatus status) {
            return status.name().toLowerCase(Locale.ROOT);
        }
    }
}
