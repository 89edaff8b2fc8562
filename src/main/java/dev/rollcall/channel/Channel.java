package dev.rollcall.channel;

import dev.rollcall.project.ProjectId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.springframework.data.domain.Persistable;

/** Somewhere people are told. Made and deleted, never changed. */
@Entity
@Table(name = "channels")
class Channel implements Persistable<UUID> {

    @Id
    private UUID id;

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

    /** The id does not tell, for it is made here; and Spring Data deletes nothing that it takes for new. */
    @Transient
    private boolean stored;

    @SuppressWarnings("NullAway.Init") // for Hibernate, which fills the fields
    protected Channel() {}

    Channel(ProjectId project, String kind, String name, Map<String, Object> config, Instant createdAt) {
        this.id = UUID.randomUUID();
        this.projectId = project.value();
        this.kind = kind;
        this.name = name;
        this.config = config;
        this.signingSecret = SigningSecret.generate();
        this.createdAt = createdAt;
    }

    @Override
    public UUID getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return !stored;
    }

    @PostLoad
    @PostPersist
    void markStored() {
        stored = true;
    }

    ChannelView view() {
        return new ChannelView(id, new ProjectId(projectId), kind, name, config, signingSecret);
    }
}
