package dev.rollcall.channel;

import dev.rollcall.check.ChannelAssignments;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.api.CursorRequest.Position;
import dev.rollcall.platform.api.Part;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.project.ProjectId;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes, finds, renames and deletes channels, and keeps which check tells which. */
@Service
public class Channels implements ChannelAssignments {

    private static final int LONGEST_NAME = 100;
    private static final String NAME = "name";

    /** Channels in a part of a list; one takes about 300 bytes of heap. */
    private static final int PART_CHANNELS = 500;

    /** Before every channel. */
    private static final Position<UUID> BEGINNING = new Position<>(Instant.EPOCH, new UUID(0, 0));

    private final ChannelRepository channels;
    private final AssignmentStore assignments;
    private final Map<String, ChannelKind> kinds;
    private final Clock clock;

    public Channels(ChannelRepository channels, AssignmentStore assignments, List<ChannelKind> kinds, Clock clock) {
        this.channels = channels;
        this.assignments = assignments;
        this.kinds = kinds.stream()
                .collect(Collectors.toMap(ChannelKind::name, Function.identity(), (one, two) -> one, TreeMap::new));
        this.clock = clock;
    }

    /** Makes a channel from the fields of a request: {@code kind}, {@code name} and those of its kind. */
    @Transactional
    public ChannelView create(ProjectId project, Map<String, Object> fields) {
        ChannelKind kind = kinds.get(String.valueOf(fields.get("kind")));
        if (kind == null) {
            throw new InvalidRequestException(Map.of("kind", "must be one of " + String.join(", ", kinds.keySet())));
        }
        Map<String, String> faults = new TreeMap<>();
        String name = name(fields, faults);
        Map<String, Object> config = config(kind, fields, faults);
        if (faults.isEmpty()) {
            faults.putAll(kind.obstacles(fields));
        }
        if (!faults.isEmpty()) {
            throw new InvalidRequestException(faults);
        }
        var channel = new Channel(project, kind.name(), name, config, clock.instant());
        return channels.saveAndFlush(channel).view();
    }

    /** What is wrong with the fields of a channel that exists elsewhere: {@code kind}, {@code name} and its settings. */
    Map<String, String> faults(Map<String, Object> fields) {
        ChannelKind kind = kinds.get(String.valueOf(fields.get("kind")));
        if (kind == null) {
            return Map.of("kind", "must be one of " + String.join(", ", kinds.keySet()));
        }
        Map<String, String> faults = new TreeMap<>();
        name(fields, faults);
        config(kind, fields, faults);
        // Whether this deploy can send by a known kind now says nothing about the channel.
        faults.remove("kind");
        return faults;
    }

    /** The project's channels after this position, oldest first, as lists show them. */
    @Transactional(readOnly = true)
    public Part<ChannelSummary, Position<UUID>> summaries(ProjectId project, @Nullable Position<UUID> after) {
        Position<UUID> from = after == null ? BEGINNING : after;
        List<ChannelSummary> found =
                channels.findSummaries(project.value(), from.at(), from.id(), Limit.of(PART_CHANNELS));
        ChannelSummary last = found.size() < PART_CHANNELS ? null : found.get(PART_CHANNELS - 1);
        return new Part<>(found, last == null ? null : new Position<>(last.createdAt(), last.id()));
    }

    @Transactional(readOnly = true)
    public List<ChannelView> list(ProjectId project) {
        return channels.findByProjectIdOrderByCreatedAtAscIdAsc(project.value()).stream()
                .map(Channel::view)
                .toList();
    }

    /** One channel of the project. */
    @Transactional(readOnly = true)
    public ChannelView get(ProjectId project, UUID id) {
        return inProject(project, channels.findById(id)).view();
    }

    /** Gives the channel another name; nothing else of it can be changed. */
    @Transactional
    public ChannelView rename(ProjectId project, UUID id, Map<String, Object> fields) {
        Channel channel = inProject(project, channels.lockById(id));
        Map<String, String> faults = new TreeMap<>();
        fields.keySet().stream()
                // The key of the request may stand in its body.
                .filter(field -> !field.equals(NAME) && !field.equals("api_key"))
                .forEach(field -> faults.put(field, "cannot be changed: make another channel"));
        String name =
                fields.containsKey(NAME) ? name(fields, faults) : channel.view().name();
        if (!faults.isEmpty()) {
            throw new InvalidRequestException(faults);
        }
        channel.rename(name);
        return channels.saveAndFlush(channel).view();
    }

    @Transactional(readOnly = true)
    public Optional<ChannelView> find(UUID id) {
        return channels.findById(id).map(Channel::view);
    }

    /** Deletes a channel of the project, with its assignments and whatever was still to be delivered to it. */
    @Transactional
    public ChannelView delete(ProjectId project, UUID id) {
        Channel channel = inProject(project, channels.lockById(id));
        channels.delete(channel);
        return channel.view();
    }

    public ChannelKind kind(ChannelView channel) {
        return Optional.ofNullable(kinds.get(channel.kind()))
                .orElseThrow(() -> new DeliveryException("this release knows no channels of kind " + channel.kind()));
    }

    /** Ends whatever is being sent, because the process stops. */
    public void abort() {
        kinds.values().forEach(ChannelKind::abort);
    }

    @Override
    @Transactional(readOnly = true)
    public Set<UUID> resolve(ProjectId project, String text) {
        if (text.isEmpty()) {
            return Set.of();
        }
        List<ChannelView> all = list(project);
        if (text.equals("*")) {
            return all.stream().map(ChannelView::id).collect(Collectors.toCollection(LinkedHashSet::new));
        }
        Map<String, Set<UUID>> byIdOrName = byIdOrName(all);
        Set<UUID> resolved = new LinkedHashSet<>();
        for (String part : text.split(",", -1)) {
            resolved.add(resolve(byIdOrName, part));
        }
        return resolved;
    }

    @Override
    @Transactional
    public void assign(CheckId check, Set<UUID> assigned) {
        assignments.replace(check, assigned);
    }

    @Override
    @Transactional(readOnly = true)
    public Map<CheckId, List<UUID>> of(Collection<CheckId> checks) {
        return assignments.of(checks);
    }

    private static Channel inProject(ProjectId project, Optional<Channel> channel) {
        return channel.filter(found -> found.view().project().equals(project))
                .orElseThrow(ChannelNotFoundException::new);
    }

    /** The channels by each text that may stand for them: a request may have as many names as there are channels. */
    private static Map<String, Set<UUID>> byIdOrName(List<ChannelView> all) {
        Map<String, Set<UUID>> channels = new HashMap<>();
        for (ChannelView channel : all) {
            for (String text : List.of(channel.id().toString(), channel.name())) {
                channels.computeIfAbsent(text, none -> new HashSet<>(2)).add(channel.id());
            }
        }
        return channels;
    }

    /** The one channel that has this id or name; the complaints are worded as clients of the published API know them. */
    private static UUID resolve(Map<String, Set<UUID>> channels, String part) {
        if (part.isEmpty()) {
            throw new InvalidRequestException("empty channel identifier", "channels");
        }
        Set<UUID> matches = channels.getOrDefault(part, Set.of());
        if (matches.size() != 1) {
            throw new InvalidRequestException(
                    (matches.isEmpty() ? "invalid" : "non-unique") + " channel identifier: " + shortened(part),
                    "channels");
        }
        return matches.iterator().next();
    }

    /** What is longer than any name is not repeated in full. */
    private static String shortened(String part) {
        return part.length() <= LONGEST_NAME ? part : part.substring(0, LONGEST_NAME) + "...";
    }

    private static String name(Map<String, Object> fields, Map<String, String> faults) {
        if (fields.getOrDefault(NAME, "") instanceof String text && text.length() <= LONGEST_NAME) {
            return text;
        }
        faults.put(NAME, "must be a string of at most " + LONGEST_NAME + " characters");
        return "";
    }

    private static Map<String, Object> config(
            ChannelKind kind, Map<String, Object> fields, Map<String, String> faults) {
        try {
            return kind.configure(fields);
        } catch (InvalidRequestException e) {
            faults.putAll(e.fields());
            return Map.of();
        }
    }
}
