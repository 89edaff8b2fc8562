package dev.rollcall.project;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.springframework.data.domain.Persistable;

/** Owns checks, channels and keys. */
@Entity
@Table(name = "projects")
class Project implements Persistable<UUID> {

    @Id
    private UUID id;

    @Column
    private String name;

    @Column
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init") // for Hibernate, which fills the fields
    protected Project() {}

    Project(String name, Instant createdAt) {
        this.id = UUID.randomUUID();
        this.name = name;
        this.createdAt = createdAt;
    }

    @Override
    public UUID getId() {
        return id;
    }

    /** Projects are made and never changed. */
    @Override
    public boolean isNew() {
        return true;
    }

    String name() {
        return name;
    }

    Instant createdAt() {
        return createdAt;
    }
}
