package dev.rollcall.note;

import dev.rollcall.platform.process.WorkerProcess;
import dev.rollcall.platform.worker.WorkerJob;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Removes notes that are over. Readers do not see them any more, so nobody waits for it. */
@Component
@WorkerProcess
class RemoveExpiredNotes implements WorkerJob {

    private static final Logger log = LoggerFactory.getLogger(RemoveExpiredNotes.class);

    private final Notes notes;
    private final NoteSettings settings;

    RemoveExpiredNotes(Notes notes, NoteSettings settings) {
        this.notes = notes;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "remove-expired-notes";
    }

    @Override
    public Duration interval() {
        return settings.cleanupInterval();
    }

    @Override
    public int runOnce() {
        int removed = notes.removeExpired();
        if (removed > 0) {
            log.atInfo()
                    .addKeyValue("event", "note.expired")
                    .addKeyValue("rows", removed)
                    .log("notes were removed because their time is over");
        }
        return removed;
    }
}
