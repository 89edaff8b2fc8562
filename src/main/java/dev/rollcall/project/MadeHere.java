package dev.rollcall.project;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import java.util.UUID;
import org.springframework.data.domain.Persistable;

/**
 * An entity that creates its own id. Spring Data cannot see from the id whether it is stored, so {@link #isNew} says
 * so.
 */
@MappedSuperclass
public abstract class MadeHere implements Persistable<UUID> {

    @Id
    private UUID id;

    @Transient
    private boolean stored;

    protected MadeHere() {
        // Hibernate overwrites the id of an entity that it loads.
        this.id = UUID.randomUUID();
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
}
