package dev.rollcall.channel;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollcall.channel.subscription.Subscriptions;
import dev.rollcall.platform.api.ApiTimestamp;
import dev.rollcall.platform.api.CursorRequest;
import dev.rollcall.platform.api.JsonListWriter;
import dev.rollcall.platform.api.ListPartReader;
import dev.rollcall.platform.body.JsonBody;
import dev.rollcall.platform.process.WebController;
import dev.rollcall.project.Caller;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Channels. The published API only lists them, in every version; the other routes are our extension. */
@WebController
class ChannelController {

    private final Channels channels;
    private final ChannelListStore listed;
    private final ChannelHealth health;
    private final Subscriptions subscriptions;
    private final JsonListWriter json;

    ChannelController(
            Channels channels,
            ChannelListStore listed,
            ChannelHealth health,
            Subscriptions subscriptions,
            JsonListWriter json) {
        this.channels = channels;
        this.listed = listed;
        this.health = health;
        this.subscriptions = subscriptions;
        this.json = json;
    }

    @GetMapping({"/api/v1/channels/", "/api/v2/channels/", "/api/v3/channels/"})
    void list(@AuthenticationPrincipal Caller caller, HttpServletResponse response) throws IOException {
        ListPartReader<ChannelBody, CursorRequest.Cursor<UUID>> list =
                after -> listed.after(caller.project(), after).map(ChannelBody::of);
        json.writeArray(response, "channels", list);
    }

    @PostMapping("/api/v3/channels/")
    @ResponseStatus(HttpStatus.CREATED)
    ChannelBody create(@AuthenticationPrincipal Caller caller, @JsonBody Map<String, Object> fields) {
        return ChannelBody.withSecret(channels.create(caller.project(), fields));
    }

    @GetMapping("/api/v3/channels/{id}")
    ChannelBody get(@AuthenticationPrincipal Caller caller, @PathVariable UUID id) {
        return single(channels.get(caller.project(), id))
                .failing(health.failing(id).orElse(null))
                .unsubscribed(subscriptions.unsubscribedAt(id).orElse(null));
    }

    @PostMapping("/api/v3/channels/{id}/resubscribe")
    ChannelBody resubscribe(@AuthenticationPrincipal Caller caller, @PathVariable UUID id) {
        ChannelView channel = channels.get(caller.project(), id);
        subscriptions.resubscribe(channel.id());
        return get(caller, channel.id());
    }

    @PostMapping("/api/v3/channels/{id}")
    ChannelBody change(
            @AuthenticationPrincipal Caller caller, @PathVariable UUID id, @JsonBody Map<String, Object> fields) {
        return single(channels.change(caller.project(), id, fields));
    }

    @DeleteMapping("/api/v3/channels/{id}")
    ChannelBody delete(@AuthenticationPrincipal Caller caller, @PathVariable UUID id) {
        return ChannelBody.of(channels.delete(caller.project(), id));
    }

    private ChannelBody single(ChannelView channel) {
        ChannelBody body = ChannelBody.of(channel);
        return channels.isGroup(channel) ? body.withMembers(channels.members(channel)) : body;
    }

    /**
     * A channel, without its address.
     *
     * @param channels only for a single group: the ids of its members, separated by commas, else null
     * @param signingSecret only in the response to the request that created the channel, else null
     * @param failingSince only for a single channel whose latest delivery failed, else null
     * @param lastError why it failed, without the address, else null
     * @param unsubscribedAt when the owner of the mailbox unsubscribed; only for a single channel, else null
     */
    record ChannelBody(
            String id,
            String name,
            String kind,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String channels,

            @JsonProperty("signing_secret") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String signingSecret,

            @JsonProperty("failing_since") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String failingSince,

            @JsonProperty("last_error") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String lastError,

            @JsonProperty("unsubscribed_at") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String unsubscribedAt) {

        ChannelBody failing(ChannelHealth.@Nullable Failing failing) {
            return failing == null
                    ? this
                    : new ChannelBody(
                            id,
                            name,
                            kind,
                            channels,
                            signingSecret,
                            ApiTimestamp.of(failing.since()),
                            failing.lastError(),
                            unsubscribedAt);
        }

        ChannelBody withMembers(List<UUID> members) {
            String ids = members.stream().map(UUID::toString).collect(Collectors.joining(","));
            return new ChannelBody(id, name, kind, ids, signingSecret, failingSince, lastError, unsubscribedAt);
        }

        ChannelBody unsubscribed(@Nullable Instant at) {
            return new ChannelBody(
                    id, name, kind, channels, signingSecret, failingSince, lastError, ApiTimestamp.ofNullable(at));
        }

        static ChannelBody of(ChannelView channel) {
            return new ChannelBody(
                    channel.id().toString(), channel.name(), channel.kind(), null, null, null, null, null);
        }

        static ChannelBody of(ChannelSummary channel) {
            return new ChannelBody(
                    channel.id().toString(), channel.name(), channel.kind(), null, null, null, null, null);
        }

        static ChannelBody withSecret(ChannelView channel) {
            return new ChannelBody(
                    channel.id().toString(),
                    channel.name(),
                    channel.kind(),
                    null,
                    channel.signingSecret(),
                    null,
                    null,
                    null);
        }
    }
}
