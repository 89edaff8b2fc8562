package dev.rollcall.note;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** Single notes as entities. Lists and statements over many rows are in {@link NoteStore}. */
interface NoteRepository extends Repository<Note, UUID> {

    Note save(Note note);

    Optional<Note> findById(UUID id);

    void delete(Note note);
}
