package bench;

/** What a result should be: of its ratio, or of its own value where there is nothing to hold it against. */
record Target(Of of, Bound bound, double limit) {

    enum Of {
        RATIO,
        VALUE
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

    /** How many times as good as it should be: 1 is just good enough. */
    double score(Result result) {
        double reached = of == Of.RATIO ? result.ratio() : result.measured().median();
        if (bound == Bound.AT_LEAST) {
            return reached / limit;
        }
        // Of nothing, none is just right.
        return reached == 0 ? 1 : limit / reached;
    }
}
