package dev.rollcall.channel;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface ChannelRepository extends Repository<Channel, UUID> {

    Channel saveAndFlush(Channel channel);

    Optional<Channel> findById(UUID id);

    /** Waits for whoever deletes or renames it, and keeps others from doing so. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("SELECT c FROM Channel c WHERE c.id = :id")
    Optional<Channel> lockById(UUID id);

    List<Channel> findByProjectIdOrderByCreatedAtAscIdAsc(UUID projectId);

    void delete(Channel channel);
}
