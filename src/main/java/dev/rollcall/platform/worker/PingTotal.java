package dev.rollcall.platform.worker;

/** Says how many pings this process has recorded since it started. */
public interface PingTotal {

    long recordedPings();
}
