package dev.rollcall.channel;

import dev.rollcall.platform.problem.ProblemException;

/** The project has no channel with this id. */
public final class ChannelNotFoundException extends ProblemException {

    private static final int NOT_FOUND = 404;

    ChannelNotFoundException() {
        super(NOT_FOUND, "channel-not-found", "not found");
    }
}
