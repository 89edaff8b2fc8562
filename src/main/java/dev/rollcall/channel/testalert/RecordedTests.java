package dev.rollcall.channel.testalert;

import dev.rollcall.audit.AuditAction;
import dev.rollcall.audit.AuditLog;
import dev.rollcall.channel.ChannelView;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Records tests in the audit log. The transaction begins only after the receiver has answered. */
@Component
class RecordedTests {

    private final AuditLog audit;

    RecordedTests(AuditLog audit) {
        this.audit = audit;
    }

    @Transactional
    public void record(ChannelView channel) {
        audit.record(channel.project().value(), AuditAction.CHANNEL_TESTED, channel.name(), channel.kind());
    }
}
