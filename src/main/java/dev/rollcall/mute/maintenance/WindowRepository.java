package dev.rollcall.mute.maintenance;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Maintenance windows as entities. */
interface WindowRepository extends Repository<MaintenanceWindow, UUID> {

    MaintenanceWindow saveAndFlush(MaintenanceWindow window);

    Optional<MaintenanceWindow> findById(UUID id);

    /** Locks the row: waits for a change under way, and blocks others. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("SELECT w FROM MaintenanceWindow w WHERE w.id = :id")
    Optional<MaintenanceWindow> lockById(UUID id);

    boolean existsByProjectIdAndName(UUID projectId, String name);

    long countByProjectId(UUID projectId);

    /** The project's windows after this position, oldest first. */
    @Query("""
            SELECT w
            FROM MaintenanceWindow w
            WHERE w.projectId = :project AND (w.createdAt, w.id) > (:createdAt, :id)
            ORDER BY w.createdAt, w.id
            """)
    List<MaintenanceWindow> findAfter(UUID project, Instant createdAt, UUID id, Limit limit);

    void delete(MaintenanceWindow window);
}
