package dev.rollcall.mute.maintenance;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.repository.Repository;

/** Maintenance windows as entities. It has no {@code @Query}, because JPQL would be parsed at every start (ADR 39). */
interface WindowRepository extends Repository<MaintenanceWindow, UUID> {

    MaintenanceWindow saveAndFlush(MaintenanceWindow window);

    Optional<MaintenanceWindow> findById(UUID id);

    /** Locks the row: waits for a change under way, and blocks others. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<MaintenanceWindow> findForUpdateById(UUID id);

    boolean existsByProjectIdAndName(UUID projectId, String name);

    long countByProjectId(UUID projectId);

    List<MaintenanceWindow> findByIdInOrderByCreatedAtAscIdAsc(Collection<UUID> ids);

    void delete(MaintenanceWindow window);
}
