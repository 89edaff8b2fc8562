package dev.rollcall.channel;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
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

    /** The project's channels after this position, oldest first. */
    @Query("""
            SELECT new dev.rollcall.channel.ChannelSummary(c.id, c.name, c.kind, c.createdAt)
            FROM Channel c
            WHERE c.projectId = :project AND (c.createdAt, c.id) > (:createdAt, :id)
            ORDER BY c.createdAt, c.id
            """)
    List<ChannelSummary> findSummaries(UUID project, Instant createdAt, UUID id, Limit limit);

    void delete(Channel channel);
}
