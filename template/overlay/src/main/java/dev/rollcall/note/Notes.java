package dev.rollcall.note;

import dev.rollcall.platform.api.CursorRequest.CursorPage;
import dev.rollcall.platform.api.CursorRequest;
import dev.rollcall.platform.api.CursorRequest.Cursor;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Creates, shows and deletes notes. Controllers, tasks and jobs call it. */
@Service
class Notes {

    private static final int BATCH = 1_000;
    /** Sorts above every id. */
    private static final UUID HIGHEST = new UUID(-1, -1);

    private final NoteRepository notes;
    private final NoteStore store;
    private final Clock clock;

    Notes(NoteRepository notes, NoteStore store, Clock clock) {
        this.notes = notes;
        this.store = store;
        this.clock = clock;
    }

    @Transactional
    NoteView create(NoteRequest fields) {
        return notes.save(new Note(fields, clock.instant())).view();
    }

    /**
     * Shows one note.
     *
     * @throws NoteNotFoundException if there is none, or its time is over
     */
    @Transactional(readOnly = true)
    NoteView get(UUID id) {
        return find(id).view();
    }

    /**
     * Deletes a note.
     *
     * @throws NoteNotFoundException if there is none, or its time is over
     */
    @Transactional
    void delete(UUID id) {
        notes.delete(find(id));
    }

    /** A page of the list, the newest first. */
    @Transactional(readOnly = true)
    CursorPage<NoteView> list(CursorRequest<UUID> request) {
        List<NoteView> found = store.page(request.afterOr(HIGHEST), request.limitToFind(), clock.instant());
        return request.page(found, last -> new Cursor<>(last.createdAt(), last.id()));
    }

    /** The latest notes, at most {@code limit}. */
    @Transactional(readOnly = true)
    List<NoteView> latest(int limit) {
        return store.page(CursorRequest.first(HIGHEST), limit, clock.instant());
    }

    /** Deletes one batch of notes that are over, and returns how many. */
    @Transactional
    int removeExpired() {
        return store.deleteExpired(clock.instant(), BATCH);
    }

    private Note find(UUID id) {
        Instant now = clock.instant();
        return notes.findById(id).filter(note -> !note.isExpired(now)).orElseThrow(NoteNotFoundException::new);
    }
}
