package dev.rollcall.channel.http;

import dev.rollcall.channel.Notice;
import java.util.Map;

/**
 * A kind that opens an incident when trouble begins and closes it when the trouble is over. Other notices are not sent,
 * because nothing would close what they open.
 */
public abstract class IncidentKind extends HttpKind {

    protected IncidentKind(HttpKindParts parts) {
        super(parts);
    }

    @Override
    public boolean wants(Map<String, Object> config, Notice.Severity severity) {
        return severity == Notice.Severity.FAILING || severity == Notice.Severity.WORKING;
    }
}
