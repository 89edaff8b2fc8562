package dev.rollcall.project;

import java.util.UUID;
import org.springframework.data.repository.Repository;

interface ProjectRepository extends Repository<Project, UUID> {

    Project saveAndFlush(Project project);

    boolean existsById(UUID id);
}
