package bench;

/** The target of a result: for its ratio, for its value if it has no baseline, or for the value of each turn. */
record Target(Of of, Bound bound, double limit) {

    enum Of {
        RATIO,
        VALUE,
        EACH_VALUE
    }

    enum Bound {
        AT_LEAST,
        AT_MOST
    }

    static Target ratioAtLeast(double limit) {
        return new Target(Of.RATIO, Bound.AT_LEAST, limit);
    }

    static Target ratioAtMost(double limit) {
        return new Target(Of.RATIO, Bound.AT_MOST, limit);
    }

    static Target atLeast(double limit) {
        return new Target(Of.VALUE, Bound.AT_LEAST, limit);
    }

    static Target atMost(double limit) {
        return new Target(Of.VALUE, Bound.AT_MOST, limit);
    }

    static Target eachAtMost(double limit) {
        return new Target(Of.EACH_VALUE, Bound.AT_MOST, limit);
    }

    /** How many times better than the target: 1 is just good enough. */
    double score(Result result) {
        double reached = switch (of) {
            case RATIO -> result.ratio();
            case VALUE -> result.measured().median();
            case EACH_VALUE -> result.measured().most();
        };
        if (bound == Bound.AT_LEAST) {
            return reached / limit;
        }
        // Zero meets every target, and a difference may even be less.
        return reached <= 0 ? 1 : limit / reached;
    }
}
