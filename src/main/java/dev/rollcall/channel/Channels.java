package dev.rollcall.channel;

import dev.rollcall.check.ChannelAssignments;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.project.ProjectId;
import java.time.Clock;
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
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The door of this module: creates, finds, renames and deletes channels, and assigns them to checks. */
@Service
public class Channels implements ChannelAssignments {

    private static final int MAX_NAME_LENGTH = 100;
    private static final String NAME = "name";

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

    /**
     * Creates a channel from the fields of a request: {@code kind}, {@code name} and those of its kind.
     *
     * @throws InvalidRequestException naming every invalid field
     */
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

    /** The faults, by field, of a channel from another deploy: {@code kind}, {@code name} and its settings. */
    Map<String, String> faults(Map<String, Object> fields) {
        ChannelKind kind = kinds.get(String.valueOf(fields.get("kind")));
        if (kind == null) {
            return Map.of("kind", "must be one of " + String.join(", ", kinds.keySet()));
        }
        Map<String, String> faults = new TreeMap<>();
        name(fields, faults);
        config(kind, fields, faults);
        // A known kind that this deploy cannot send with at present is no fault of the channel.
        faults.remove("kind");
        return faults;
    }

    @Transactional(readOnly = true)
    public List<ChannelView> list(ProjectId project) {
        return channels.findByProjectIdOrderByCreatedAtAscIdAsc(project.value()).stream()
                .map(Channel::view)
                .toList();
    }

    /**
     * One channel of the project.
     *
     * @throws dev.rollcall.platform.problem.ProblemException 404 when the project has no such channel
     */
    @Transactional(readOnly = true)
    public ChannelView get(ProjectId project, UUID id) {
        return inProject(project, channels.findById(id)).view();
    }

    /**
     * Renames the channel; nothing else of it can be changed.
     *
     * @throws InvalidRequestException naming every invalid field
     */
    @Transactional
    public ChannelView rename(ProjectId project, UUID id, Map<String, Object> fields) {
        Channel channel = inProject(project, channels.findForUpdateById(id));
        Map<String, String> faults = new TreeMap<>();
        fields.keySet().stream()
                // The body may contain the API key.
                .filter(field -> !field.equals(NAME) && !field.equals("api_key"))
                .forEach(field -> faults.put(field, "cannot be changed; create another channel"));
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

    /** Deletes a channel of the project, with its assignments and its pending deliveries. */
    @Transactional
    public ChannelView delete(ProjectId project, UUID id) {
        Channel channel = inProject(project, channels.findForUpdateById(id));
        channels.delete(channel);
        return channel.view();
    }

    /**
     * The kind of the channel.
     *
     * @throws DeliveryException when this release does not support it
     */
    public ChannelKind kind(ChannelView channel) {
        return Optional.ofNullable(kinds.get(channel.kind()))
                .orElseThrow(() ->
                        new DeliveryException("this release does not support channels of kind " + channel.kind()));
    }

    /** Whether a notice can stand for several alerts to the channel. */
    public boolean hasDigests(ChannelView channel) {
        ChannelKind kind = kinds.get(channel.kind());
        return kind != null && kind.hasDigests();
    }

    /** Aborts every call under way, because the process stops. */
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

    /** The channels by id and by name. A map, because a request may name as many as there are. */
    private static Map<String, Set<UUID>> byIdOrName(List<ChannelView> all) {
        Map<String, Set<UUID>> channels = new HashMap<>();
        for (ChannelView channel : all) {
            for (String text : List.of(channel.id().toString(), channel.name())) {
                channels.computeIfAbsent(text, none -> new HashSet<>(2)).add(channel.id());
            }
        }
        return channels;
    }

    /** The one channel with this id or name. The errors have the wording of the published API. */
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

    /** Cuts a text that is longer than any name. */
    private static String shortened(String part) {
        return part.length() <= MAX_NAME_LENGTH ? part : part.substring(0, MAX_NAME_LENGTH) + "...";
    }

    private static String name(Map<String, Object> fields, Map<String, String> faults) {
        if (fields.getOrDefault(NAME, "") instanceof String text && text.length() <= MAX_NAME_LENGTH) {
            return text;
        }
        faults.put(NAME, "must be a string of at most " + MAX_NAME_LENGTH + " characters");
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
