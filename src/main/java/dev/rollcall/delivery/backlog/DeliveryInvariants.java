package dev.rollcall.delivery.backlog;

import dev.rollcall.admin.verify.Invariant;
import dev.rollcall.admin.verify.Invariants;
import java.util.List;
import org.springframework.stereotype.Component;

/** The rules that always hold for deliveries. */
@Component
class DeliveryInvariants implements Invariants {

    @Override
    public List<Invariant> all() {
        return List.of(
                areOfTheCheckOfTheirFlip(),
                stayInTheProject(),
                areNotOfGroups(),
                willBeTaken(),
                areInOrder(),
                remindOfDown());
    }

    private static Invariant areOfTheCheckOfTheirFlip() {
        return new Invariant("deliveries", "each is of the check of its flip", """
                SELECT 'delivery ' || d.id AS example
                FROM deliveries d
                JOIN flips f ON f.id = d.flip_id
                WHERE d.check_id <> f.check_id
                """);
    }

    private static Invariant stayInTheProject() {
        return new Invariant("deliveries", "each goes to a channel of the project", """
                SELECT 'delivery ' || d.id AS example
                FROM deliveries d
                JOIN channels c ON c.id = d.channel_id
                LEFT JOIN flips f ON f.id = d.flip_id
                LEFT JOIN checks k ON k.id = f.check_id
                LEFT JOIN notices n ON n.id = d.notice_id
                WHERE c.project_id <> COALESCE(k.project_id, n.project_id)
                """);
    }

    private static Invariant areNotOfGroups() {
        return new Invariant("deliveries", "none goes to a group", """
                SELECT 'delivery ' || d.id AS example
                FROM deliveries d
                JOIN channels c ON c.id = d.channel_id
                WHERE c.kind = 'group'
                """);
    }

    /** A delivery that an earlier release queued has its time in another table: {@code delivery.earlier}. */
    private static Invariant willBeTaken() {
        return new Invariant("deliveries", "each that is pending is due at some time", """
                SELECT 'delivery ' || d.id AS example
                FROM deliveries d
                WHERE d.status = 'PENDING'
                    AND d.due_at IS NULL
                    AND NOT EXISTS (
                        SELECT
                        FROM scheduled_tasks t
                        WHERE t.task_name = 'deliver-alert' AND t.task_instance = d.id::text
                    )
                """);
    }

    /**
     * About the alerts of one check to one channel, in the order of the flips. The clocks of two workers may differ by
     * milliseconds. A reminder repeats an earlier flip; it may be created while the check recovers, and then is not
     * sent.
     */
    private static Invariant areInOrder() {
        return new Invariant("deliveries", "none was sent before an earlier one to the same channel", """
                SELECT 'delivery ' || d.id AS example
                FROM (
                    SELECT id, status, finished_at, bool_or(status = 'PENDING') OVER earlier AS is_behind_pending,
                        max(finished_at) FILTER (WHERE status = 'SENT') OVER earlier AS sent_before
                    FROM deliveries
                    WHERE purpose = 'FLIP' AND check_id IS NOT NULL
                    WINDOW earlier AS (
                        PARTITION BY channel_id, check_id
                        ORDER BY flip_id
                        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                    )
                ) d
                WHERE d.status = 'SENT'
                    AND (d.is_behind_pending OR d.finished_at < d.sent_before - interval '1 second')
                """);
    }

    private static Invariant remindOfDown() {
        return new Invariant("deliveries", "only those of a flip to down are reminders or have any", """
                SELECT 'delivery ' || d.id AS example
                FROM deliveries d
                JOIN flips f ON f.id = d.flip_id
                WHERE (d.purpose = 'REMINDER' OR d.remind_at IS NOT NULL) AND f.to_status <> 'DOWN'
                """);
    }
}
