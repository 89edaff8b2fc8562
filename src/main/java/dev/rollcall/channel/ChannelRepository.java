package dev.rollcall.channel;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.repository.Repository;

/** Channels as entities. It has no {@code @Query}, because JPQL would be parsed at every start (ADR 39). */
interface ChannelRepository extends Repository<Channel, UUID> {

    Channel saveAndFlush(Channel channel);

    Optional<Channel> findById(UUID id);

    /** Locks the row: waits for a delete or rename under way, and blocks others. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<Channel> findForUpdateById(UUID id);

    List<Channel> findByProjectIdOrderByCreatedAtAscIdAsc(UUID projectId);

    void delete(Channel channel);
}
