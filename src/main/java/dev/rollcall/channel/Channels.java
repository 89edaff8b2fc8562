package dev.rollcall.channel;

import dev.rollcall.audit.AuditAction;
import dev.rollcall.audit.AuditLog;
import dev.rollcall.channel.field.ChannelNames;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.check.ChannelAssignments;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.project.ProjectId;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
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
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The door of this module: creates, finds, changes and deletes channels, and assigns them to checks. */
@Service
public class Channels implements ChannelAssignments {

    private static final int MAX_NAME_LENGTH = 100;
    private static final int MAX_MEMBERS = 20;
    private static final String NAME = "name";

    /** The body of a request may contain the key of the API, which is no setting of a channel. */
    private static final String API_KEY = "api_key";

    private final ChannelRepository channels;
    private final AssignmentStore assignments;
    private final Map<String, ChannelKind> kinds;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    public Channels(
            ChannelRepository channels,
            AssignmentStore assignments,
            List<ChannelKind> kinds,
            AuditLog audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.channels = channels;
        this.assignments = assignments;
        this.kinds = kinds.stream()
                .collect(Collectors.toMap(ChannelKind::name, Function.identity(), (one, two) -> one, TreeMap::new));
        this.audit = audit;
        this.events = events;
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
        Set<UUID> members = members(project, kind, fields, faults);
        if (faults.isEmpty()) {
            faults.putAll(kind.obstacles(fields));
        }
        if (!faults.isEmpty()) {
            throw new InvalidRequestException(faults);
        }
        var channel = new Channel(project, kind.name(), name, config, clock.instant());
        ChannelView created = channels.saveAndFlush(channel).view();
        assignments.replaceMembers(created.id(), members);
        return recorded(AuditAction.CHANNEL_CREATED, created);
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

    /** The kinds of this release by their names. */
    public Map<String, KindDefinition> definitions() {
        return kinds.values().stream()
                .collect(Collectors.toUnmodifiableMap(ChannelKind::name, ChannelKind::definition));
    }

    /** Whether the channel stands for others. */
    public boolean isGroup(ChannelView channel) {
        ChannelKind kind = kinds.get(channel.kind());
        return kind != null && kind.isGroup();
    }

    /** The members of a group, in ascending order of their ids. */
    @Transactional(readOnly = true)
    public List<UUID> members(ChannelView group) {
        return assignments.members(group.id());
    }

    /**
     * Changes the name and the settings that the fields of a request name, and the members of a group. A setting that
     * is empty is removed, and a missing setting stays unchanged. The kind cannot be changed.
     *
     * @throws InvalidRequestException naming every invalid field
     */
    @Transactional
    public ChannelView change(ProjectId project, UUID id, Map<String, Object> fields) {
        Channel channel = inProject(project, channels.findForUpdateById(id));
        ChannelView before = channel.view();
        Map<String, String> faults = new TreeMap<>();
        String name = fields.containsKey(NAME) ? name(fields, faults) : before.name();
        boolean hasMembers = isGroup(before) && fields.containsKey(ChannelNames.FIELD);
        Set<UUID> members = hasMembers ? members(project, kind(before), fields, faults) : Set.of();
        Map<String, Object> config = changed(before, fields, faults);
        if (!faults.isEmpty()) {
            throw new InvalidRequestException(faults);
        }
        if (hasMembers) {
            assignments.replaceMembers(id, members);
        }
        channel.change(name, config);
        ChannelView changed = recorded(
                AuditAction.CHANNEL_CHANGED, channels.saveAndFlush(channel).view());
        if (!config.equals(before.config())) {
            events.publishEvent(new SettingsChanged(id));
        }
        return changed;
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
        return recorded(AuditAction.CHANNEL_DELETED, channel.view());
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
        return kind != null && kind.hasDigests(channel.config());
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
        return names(all).resolve(text);
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

    private ChannelView recorded(AuditAction action, ChannelView channel) {
        audit.record(channel.project().value(), action, channel.name(), channel.kind());
        return channel;
    }

    private static Channel inProject(ProjectId project, Optional<Channel> channel) {
        return channel.filter(found -> found.view().project().equals(project))
                .orElseThrow(ChannelNotFoundException::new);
    }

    private static ChannelNames names(List<ChannelView> all) {
        return new ChannelNames(all.stream().collect(Collectors.toMap(ChannelView::id, ChannelView::name)));
    }

    /** The members that a request for a group names; none for another kind. */
    private Set<UUID> members(
            ProjectId project, ChannelKind kind, Map<String, Object> fields, Map<String, String> faults) {
        try {
            Optional<String> named = kind.members(fields);
            if (named.isEmpty()) {
                return Set.of();
            }
            List<ChannelView> all = list(project);
            Set<UUID> members = names(all).resolve(named.get());
            if (members.size() > MAX_MEMBERS) {
                faults.put(ChannelNames.FIELD, "must be at most " + MAX_MEMBERS + " channels");
            } else if (all.stream().anyMatch(channel -> members.contains(channel.id()) && isGroup(channel))) {
                faults.put(ChannelNames.FIELD, "must not have a group");
            }
            return members;
        } catch (InvalidRequestException e) {
            faults.putAll(e.fields());
            return Set.of();
        }
    }

    private static String name(Map<String, Object> fields, Map<String, String> faults) {
        if (fields.getOrDefault(NAME, "") instanceof String text && text.length() <= MAX_NAME_LENGTH) {
            return text;
        }
        faults.put(NAME, "must be a string of at most " + MAX_NAME_LENGTH + " characters");
        return "";
    }

    /** The settings after a request; those before it if it names none. */
    private Map<String, Object> changed(ChannelView before, Map<String, Object> fields, Map<String, String> faults) {
        Map<String, Object> changes = new LinkedHashMap<>(fields);
        changes.keySet().removeAll(Set.of(NAME, API_KEY));
        // Null for a kind of a later release.
        @Nullable ChannelKind kind = kinds.get(before.kind());
        changes.keySet().stream()
                .filter(field -> kind == null || !kind.hasField(field))
                .forEach(field -> faults.put(field, "cannot be changed; create another channel"));
        if (kind == null || changes.isEmpty() || !faults.isEmpty()) {
            return before.config();
        }
        try {
            Map<String, Object> config = config(kind, kind.merge(before.config(), changes), faults);
            if (faults.isEmpty()) {
                faults.putAll(kind.obstacles(changes));
            }
            return config;
        } catch (InvalidRequestException e) {
            faults.putAll(e.fields());
            return before.config();
        }
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

    /** The settings of this channel have changed. Published in the transaction of the change. */
    public record SettingsChanged(UUID channel) {}
}
