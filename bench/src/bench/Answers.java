package bench;

/**
 * How a server answered under load.
 *
 * @param requests that were answered as expected
 * @param failures that were answered otherwise or not at all
 */
record Answers(long requests, double seconds, long failures, double p50Millis, double p99Millis) {

    double perSecond() {
        return requests / seconds;
    }

    /** The sum of two loads at the same time. */
    Answers plus(Answers other) {
        return new Answers(
                requests + other.requests,
                Math.max(seconds, other.seconds),
                failures + other.failures,
                Math.max(p50Millis, other.p50Millis),
                Math.max(p99Millis, other.p99Millis));
    }
}
