package dev.rollcall.platform.ingress;

/** An event: this process has a proof for which {@link AwaitedProof} waits. The heartbeat writes it at once. */
public record AwaitedProofFound() {}
