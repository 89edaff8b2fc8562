package dev.rollcall.note;

import dev.rollcall.account.AccountId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A note of an account. It does not change; it is deleted by a caller, or by a worker when its time is over. */
@Entity
@Table(name = "notes")
class Note {

    @Id
    @GeneratedValue(strategy = GenerationType.UUID)
    private UUID id;

    @Column(updatable = false)
    private UUID accountId;

    @Column(updatable = false)
    private String title;

    @Column(updatable = false)
    private String text;

    @Column(updatable = false)
    private Instant createdAt;

    @Column(updatable = false)
    private @Nullable Instant expiresAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Note() {}

    @SuppressWarnings("NullAway.Init") // so is the id, when it is stored
    Note(AccountId owner, NoteRequest fields, Instant now) {
        this.accountId = owner.value();
        this.title = fields.title();
        this.text = fields.text();
        this.createdAt = now;
        this.expiresAt = fields.expiresIn() == null ? null : now.plusSeconds(fields.expiresIn());
    }

    boolean belongsTo(AccountId account) {
        return accountId.equals(account.value());
    }

    boolean isExpired(Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now);
    }

    NoteView view() {
        return new NoteView(id, title, text, createdAt, expiresAt);
    }
}
