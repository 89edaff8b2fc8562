package dev.rollcall.channel;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface ChannelRepository extends Repository<Channel, UUID> {

    Channel saveAndFlush(Channel channel);

    Optional<Channel> findById(UUID id);

    List<Channel> findByProjectIdOrderByCreatedAtAscIdAsc(UUID projectId);

    void delete(Channel channel);
}
