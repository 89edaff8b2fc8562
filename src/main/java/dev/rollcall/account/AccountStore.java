package dev.rollcall.account;

import dev.rollcall.platform.database.SqlInstant;
import dev.rollcall.platform.process.WebOrTask;
import dev.rollcall.project.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores accounts with SQL: each page reads one, and tasks start without JPA. */
@Component
@WebOrTask
class AccountStore {

    private static final String COLUMNS = "id, email, name, time_zone, language, is_operator, created_at, disabled_at";

    private final JdbcClient jdbc;

    AccountStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds an account; returns false if another one has its address. */
    boolean add(Account account) {
        return jdbc.sql("""
                        INSERT INTO accounts (id, email, name, time_zone, language, created_at)
                        VALUES (:id, :email, :name, :timeZone, :language, :createdAt)
                        ON CONFLICT (email) DO NOTHING
                        """)
                        .param("id", account.id().value())
                        .param("email", account.email())
                        .param("name", account.name())
                        .param("timeZone", account.timeZone())
                        .param("language", account.language())
                        .param("createdAt", account.createdAt().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    Optional<Account> find(AccountId id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM accounts WHERE id = :id")
                .param("id", id.value())
                .query(AccountStore::account)
                .optional();
    }

    /**
     * Finds the person of an account that is not disabled, with their projects by name. Each request of a page asks
     * this.
     */
    Optional<Person> person(AccountId id) {
        return jdbc.sql("""
                        SELECT a.*, m.project_id, p.name AS project_name, m.role
                        FROM (SELECT %s FROM accounts WHERE id = :id AND disabled_at IS NULL) a
                        LEFT JOIN (memberships m JOIN projects p ON p.id = m.project_id) ON m.account_id = a.id
                        ORDER BY lower(p.name), p.created_at, p.id
                        """.formatted(COLUMNS)).param("id", id.value()).query(rows -> {
            return person(rows);
        });
    }

    Optional<Account> find(Mailbox email) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM accounts WHERE email = :email")
                .param("email", email.address())
                .query(AccountStore::account)
                .optional();
    }

    /** Finds the account of a person by the name that an identity provider has for them. */
    Optional<Account> find(String issuer, String subject) {
        return jdbc.sql("""
                        SELECT id, email, name, time_zone, language, is_operator, created_at, disabled_at
                        FROM accounts
                        WHERE id = (
                            SELECT account_id
                            FROM provider_identities
                            WHERE issuer = :issuer AND subject = :subject
                        )
                        """)
                .param("issuer", issuer)
                .param("subject", subject)
                .query(AccountStore::account)
                .optional();
    }

    Optional<Credentials> credentials(AccountId id) {
        return jdbc.sql("SELECT id, password_hash, disabled_at FROM accounts WHERE id = :id")
                .param("id", id.value())
                .query(AccountStore::credentials)
                .optional();
    }

    Optional<Credentials> credentials(Mailbox email) {
        return jdbc.sql("SELECT id, password_hash, disabled_at FROM accounts WHERE email = :email")
                .param("email", email.address())
                .query(AccountStore::credentials)
                .optional();
    }

    /** Lists all accounts, oldest first. */
    List<Account> all() {
        return jdbc.sql("SELECT " + COLUMNS + " FROM accounts ORDER BY created_at, id")
                .query(AccountStore::account)
                .list();
    }

    void update(AccountId id, String name, String timeZone, String language) {
        jdbc.sql("""
                        UPDATE accounts
                        SET name = :name, time_zone = :timeZone, language = :language
                        WHERE id = :id
                        """)
                .param("id", id.value())
                .param("name", name)
                .param("timeZone", timeZone)
                .param("language", language)
                .update();
    }

    void setPassword(AccountId id, String hash) {
        jdbc.sql("UPDATE accounts SET password_hash = :hash WHERE id = :id")
                .param("id", id.value())
                .param("hash", hash)
                .update();
    }

    void setOperator(AccountId id, boolean isOperator) {
        jdbc.sql("UPDATE accounts SET is_operator = :isOperator WHERE id = :id")
                .param("id", id.value())
                .param("isOperator", isOperator)
                .update();
    }

    /** Disables the account, unless it is disabled already. */
    void disable(AccountId id, Instant at) {
        jdbc.sql("UPDATE accounts SET disabled_at = :at WHERE id = :id AND disabled_at IS NULL")
                .param("id", id.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void enable(AccountId id) {
        jdbc.sql("UPDATE accounts SET disabled_at = NULL WHERE id = :id")
                .param("id", id.value())
                .update();
    }

    /**
     * Records the account to which the provider's name belongs, unless the name belongs to another account, or the
     * account has another name there.
     */
    void link(AccountId id, String issuer, String subject, Instant at) {
        jdbc.sql("""
                        INSERT INTO provider_identities (issuer, subject, account_id, linked_at)
                        VALUES (:issuer, :subject, :id, :at)
                        ON CONFLICT DO NOTHING
                        """)
                .param("issuer", issuer)
                .param("subject", subject)
                .param("id", id.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void unlink(AccountId id) {
        jdbc.sql("DELETE FROM provider_identities WHERE account_id = :id")
                .param("id", id.value())
                .update();
    }

    /** Makes other transactions that create accounts wait until this one ends. Readers do not wait. */
    void lockCreation() {
        jdbc.sql("LOCK TABLE accounts IN SHARE ROW EXCLUSIVE MODE").update();
    }

    private static Account account(ResultSet row, int n) throws SQLException {
        return new Account(
                new AccountId(row.getObject("id", UUID.class)),
                row.getString("email"),
                row.getString("name"),
                row.getString("time_zone"),
                row.getString("language"),
                row.getBoolean("is_operator"),
                Objects.requireNonNull(SqlInstant.of(row, "created_at")),
                SqlInstant.of(row, "disabled_at"));
    }

    private static Optional<Person> person(ResultSet rows) throws SQLException {
        if (!rows.next()) {
            return Optional.empty();
        }
        Account account = account(rows, 0);
        List<Membership> memberships = new ArrayList<>();
        do {
            UUID project = rows.getObject("project_id", UUID.class);
            if (project != null) {
                memberships.add(new Membership(
                        new ProjectId(project),
                        rows.getString("project_name"),
                        ProjectRole.valueOf(rows.getString("role"))));
            }
        } while (rows.next());
        return Optional.of(new Person(account, List.copyOf(memberships)));
    }

    private static Credentials credentials(ResultSet row, int n) throws SQLException {
        return new Credentials(
                new AccountId(row.getObject("id", UUID.class)),
                row.getString("password_hash"),
                row.getObject("disabled_at") != null);
    }
}
