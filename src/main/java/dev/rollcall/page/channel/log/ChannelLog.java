package dev.rollcall.page.channel.log;

import dev.rollcall.platform.api.CursorRequest;
import dev.rollcall.platform.api.CursorRequest.CursorPage;
import dev.rollcall.platform.process.WebProcess;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The deliveries of a channel as pages show them. The fragment {@code page/channel/log :: rows} writes them. */
@Service
@WebProcess
public class ChannelLog {

    private static final String LATEST = "8";

    private final ChannelLogStore store;
    private final Clock clock;

    ChannelLog(ChannelLogStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The latest deliveries, for the page of the channel. */
    public List<?> latest(UUID channel) {
        return page(channel, Optional.empty(), LATEST, null).items();
    }

    /** A page of the log; the cursor comes from the previous page, or is null. */
    CursorPage<ChannelLogEntry> page(
            UUID channel, Optional<DeliveryState> state, String limit, @Nullable String cursor) {
        CursorRequest<UUID> request = CursorRequest.of(limit, cursor, UUID::fromString);
        return request.page(
                store.find(channel, state, request, clock.instant()),
                entry -> new CursorRequest.Cursor<>(entry.createdAt(), entry.id()));
    }
}
