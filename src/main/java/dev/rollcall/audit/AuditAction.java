package dev.rollcall.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What somebody did. The part of the literal before the dot names what was changed. */
public enum AuditAction {
    ACCOUNT_SIGNED_IN("account.signed-in"),
    ACCOUNT_DISABLED("account.disabled"),
    ACCOUNT_ENABLED("account.enabled"),
    CHANNEL_CREATED("channel.created"),
    CHANNEL_CHANGED("channel.changed"),
    CHANNEL_DELETED("channel.deleted"),
    CHANNEL_TESTED("channel.tested"),
    CHANNEL_UNSUBSCRIBED("channel.unsubscribed"),
    CHANNEL_RESUBSCRIBED("channel.resubscribed"),
    CHECK_CREATED("check.created"),
    CHECK_CHANGED("check.changed"),
    CHECK_DELETED("check.deleted"),
    CHECK_PAUSED("check.paused"),
    CHECK_RESUMED("check.resumed"),
    CHECK_SNOOZED("check.snoozed"),
    CHECK_UNSNOOZED("check.unsnoozed"),
    CHECK_ACKNOWLEDGED("check.acknowledged"),
    INVITATION_CREATED("invitation.created"),
    INVITATION_WITHDRAWN("invitation.withdrawn"),
    KEY_CREATED("key.created"),
    KEY_ROTATED("key.rotated"),
    KEY_REVOKED("key.revoked"),
    MAINTENANCE_CREATED("maintenance.created"),
    MAINTENANCE_CHANGED("maintenance.changed"),
    MAINTENANCE_DELETED("maintenance.deleted"),
    MEMBER_JOINED("member.joined"),
    MEMBER_CHANGED("member.changed"),
    MEMBER_REMOVED("member.removed"),
    PROJECT_CREATED("project.created"),
    PROJECT_RENAMED("project.renamed"),
    PROJECT_IMPORTED("project.imported"),
    PROJECT_EXPORTED("project.exported"),
    STATUS_PAGE_CHANGED("status-page.changed");

    private final String label;

    AuditAction(String label) {
        this.label = label;
    }

    /** The literal that is stored and that the API shows: {@code check.deleted}. */
    public String label() {
        return label;
    }

    /** What was changed: {@code check}. */
    public String thing() {
        return label.substring(0, label.indexOf('.'));
    }

    /** Everything that an action can be about, in alphabetical order. */
    public static List<String> things() {
        return Arrays.stream(values()).map(AuditAction::thing).distinct().toList();
    }

    /**
     * The actions that a text names: a literal names one, and a thing such as {@code check} all actions about it. Empty
     * if the text names none.
     */
    public static List<AuditAction> named(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(action -> action.label.equals(wanted) || action.thing().equals(wanted))
                .toList();
    }
}
