package dev.rollcall.project;

import java.util.UUID;

/** Names a project; everything belongs to exactly one. */
public record ProjectId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
