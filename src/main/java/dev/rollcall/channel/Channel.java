package dev.rollcall.channel;

import dev.rollcall.project.MadeHere;
import dev.rollcall.project.ProjectId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A target for alerts. Its kind never changes. */
@Entity
@Table(name = "channels")
class Channel extends MadeHere {

    @Column
    private UUID projectId;

    @Column
    private String kind;

    @Column
    private String name;

    @Column
    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, Object> config;

    @Column
    private String signingSecret;

    @Column
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Channel() {}

    Channel(ProjectId project, String kind, String name, Map<String, Object> config, Instant createdAt) {
        this.projectId = project.value();
        this.kind = kind;
        this.name = name;
        this.config = config;
        this.signingSecret = SigningSecret.generate();
        this.createdAt = createdAt;
    }

    void change(String newName, Map<String, Object> newConfig) {
        this.name = newName;
        this.config = newConfig;
    }

    ChannelView view() {
        return new ChannelView(getId(), new ProjectId(projectId), kind, name, config, signingSecret);
    }
}
