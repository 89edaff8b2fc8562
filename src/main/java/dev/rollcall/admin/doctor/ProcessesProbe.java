package dev.rollcall.admin.doctor;

import dev.rollcall.admin.Finding;
import dev.rollcall.admin.Probe;
import dev.rollcall.platform.process.ProcessType;
import dev.rollcall.platform.worker.Heartbeats;
import java.util.Arrays;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Whether web and worker are at work, on any machine. Without a worker no alert is sent. */
@Component
@Order(30)
class ProcessesProbe implements Probe {

    private final ObjectProvider<Heartbeats> heartbeats;

    ProcessesProbe(ObjectProvider<Heartbeats> heartbeats) {
        this.heartbeats = heartbeats;
    }

    @Override
    public String name() {
        return "processes";
    }

    @Override
    public List<Finding> examine() {
        List<Heartbeats.OfType> known = heartbeats.getObject().byType();
        return Arrays.stream(ProcessType.values())
                .map(type -> finding(type, known))
                .toList();
    }

    private static Finding finding(ProcessType type, List<Heartbeats.OfType> known) {
        String name = type.label();
        String advice = "start the " + name + " process of the Procfile, or see in its log why it waits";
        return known.stream()
                .filter(of -> of.type() == type)
                .findFirst()
                .map(of -> of.alive() > 0
                        ? Finding.ok(
                                name,
                                of.alive() + " at work, seen " + of.youngest().toSeconds() + " s ago")
                        : Finding.broken(
                                name,
                                "none at work, the last was seen "
                                        + of.youngest().toSeconds() + " s ago",
                                advice))
                .orElseGet(() -> Finding.broken(name, "none at work", advice));
    }
}
