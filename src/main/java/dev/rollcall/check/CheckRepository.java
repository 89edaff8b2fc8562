package dev.rollcall.check;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** Loads and saves the definitions of checks. */
interface CheckRepository extends Repository<Check, UUID> {

    Check saveAndFlush(Check check);

    Optional<Check> findById(UUID id);

    void delete(Check check);
}
