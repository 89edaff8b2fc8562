package kit.service;

import java.time.Duration;

/**
 * How long to wait.
 *
 * @param start from the command to the first answer; Heroku waits 60 seconds
 * @param stop from SIGTERM to the end; Heroku, Kubernetes and Dokku kill after 30 seconds
 * @param once the longest run of a release or task
 * @param build the longest build
 */
public record Limits(Duration start, Duration stop, Duration once, Duration build) {}
