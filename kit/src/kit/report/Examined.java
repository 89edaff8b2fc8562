package kit.report;

import kit.probe.Finding;
import kit.probe.Probe;

/** A probe with what it found. */
public record Examined(Probe probe, Finding finding) {}
