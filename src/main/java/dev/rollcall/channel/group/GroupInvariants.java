package dev.rollcall.channel.group;

import dev.rollcall.admin.verify.Invariant;
import dev.rollcall.admin.verify.Invariants;
import java.util.List;
import org.springframework.stereotype.Component;

/** The rules that always hold for the channels of a check and of a group. */
@Component
class GroupInvariants implements Invariants {

    @Override
    public List<Invariant> all() {
        return List.of(checkStaysInProject(), groupStaysInProject(), groupHasNoGroup());
    }

    private static Invariant checkStaysInProject() {
        return new Invariant("check_channels", "each check uses channels of its project", """
                SELECT 'check_key ' || k.unique_key || ' and channel ' || c.id AS example
                FROM check_channels a
                JOIN checks k ON k.id = a.check_id
                JOIN channels c ON c.id = a.channel_id
                WHERE k.project_id <> c.project_id
                """);
    }

    private static Invariant groupStaysInProject() {
        return new Invariant("channel_members", "each group has channels of its project", """
                SELECT 'group ' || g.id || ' and channel ' || c.id AS example
                FROM channel_members m
                JOIN channels g ON g.id = m.group_id
                JOIN channels c ON c.id = m.channel_id
                WHERE g.project_id <> c.project_id
                """);
    }

    private static Invariant groupHasNoGroup() {
        return new Invariant("channel_members", "only groups have members, and none is a group", """
                SELECT 'group ' || g.id || ' and channel ' || c.id AS example
                FROM channel_members m
                JOIN channels g ON g.id = m.group_id
                JOIN channels c ON c.id = m.channel_id
                WHERE g.kind <> 'group' OR c.kind = 'group'
                """);
    }
}
