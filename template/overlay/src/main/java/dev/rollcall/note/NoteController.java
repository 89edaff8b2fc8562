package dev.rollcall.note;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollcall.platform.api.ApiTimestamp;
import dev.rollcall.platform.api.CursorRequest.CursorPage;
import dev.rollcall.platform.api.CursorRequest;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.WebController;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The API of notes. */
@WebController
@RequestMapping(NoteController.PATH)
class NoteController {

    static final String PATH = "/api/v1/notes";

    private final Notes notes;
    private final Site site;

    NoteController(Notes notes, Site site) {
        this.notes = notes;
        this.site = site;
    }

    @GetMapping
    NotesBody list(
            @RequestParam(defaultValue = CursorRequest.DEFAULT_LIMIT)
                    @Min(value = 1, message = "is too small; at least {value}")
                    @Max(value = CursorRequest.MAX_LIMIT, message = "is too large; at most {value}")
                    int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        CursorRequest<UUID> request = CursorRequest.of(limit, cursor, UUID::fromString);
        CursorPage<NoteView> page = notes.list(request);
        return new NotesBody(
                page.items().stream().map(NoteBody::of).toList(), request.nextUrl(site.url(PATH), page));
    }

    @PostMapping
    ResponseEntity<NoteBody> create(@Valid @RequestBody NoteRequest fields) {
        NoteView note = notes.create(fields);
        return ResponseEntity.created(URI.create(site.url(PATH + "/" + note.id())))
                .body(NoteBody.of(note));
    }

    @GetMapping("/{id}")
    NoteBody get(@PathVariable UUID id) {
        return NoteBody.of(notes.get(id));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id) {
        notes.delete(id);
    }

    /**
     * A page of notes.
     *
     * @param next the URL of the next page; absent on the last one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NotesBody(List<NoteBody> notes, @Nullable String next) {}

    /**
     * A note.
     *
     * @param expiresAt absent for a note that stays
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NoteBody(
            String id,
            String title,
            String text,
            @JsonProperty("created_at") String createdAt,
            @JsonProperty("expires_at") @Nullable String expiresAt) {

        static NoteBody of(NoteView note) {
            return new NoteBody(
                    note.id().toString(),
                    note.title(),
                    note.text(),
                    ApiTimestamp.of(note.createdAt()),
                    ApiTimestamp.ofNullable(note.expiresAt()));
        }
    }
}
