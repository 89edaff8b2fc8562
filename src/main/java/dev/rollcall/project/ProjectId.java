package dev.rollcall.project;

import java.util.UUID;

/** The id of a project. Every check, channel and key belongs to exactly one project. */
public record ProjectId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
