package dev.rollcall.project;

import java.util.List;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface ProjectRepository extends Repository<Project, UUID> {

    Project saveAndFlush(Project project);

    List<Project> findAllByOrderByCreatedAtAscIdAsc();

    boolean existsById(UUID id);
}
