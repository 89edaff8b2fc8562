package dev.rollcall.channel;

import dev.rollcall.project.PortableTable;
import dev.rollcall.project.ProjectCount;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The tables of this module that move with a project: channels with their settings and secrets, their assignments, and
 * the members of groups. Deliveries do not move: pending ones are sent by the deploy that accepted them. This class
 * also adds the number of channels to the counts of a project.
 */
@Configuration(proxyBeanMethods = false)
class ChannelTables {

    @Bean
    PortableTable channelRows() {
        return PortableTable.of("channel", 30, "channels", "t.project_id = :project", "t.created_at, t.id");
    }

    @Bean
    PortableTable assignmentRows() {
        return PortableTable.of(
                "check_channel",
                31,
                "check_channels",
                "t.check_id IN (SELECT id FROM checks WHERE project_id = :project)"
                        + " AND t.channel_id IN (SELECT id FROM channels WHERE project_id = :project)",
                "t.check_id, t.channel_id");
    }

    @Bean
    PortableTable memberRows() {
        return PortableTable.of(
                "channel_member",
                32,
                "channel_members",
                "t.group_id IN (SELECT id FROM channels WHERE project_id = :project AND kind = 'group')"
                        + " AND t.channel_id IN (SELECT id FROM channels WHERE project_id = :project AND kind <> 'group')",
                "t.group_id, t.channel_id");
    }

    @Bean
    ProjectCount channelCount() {
        return new ProjectCount("channels");
    }
}
