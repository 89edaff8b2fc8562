package kit.probe;

/** What a probe found. */
public enum Verdict {
    HOLDS("holds"),
    DOES_NOT_HOLD("does not hold"),
    /** The service has nothing that this demand is about: no worker, no database. */
    NOT_APPLICABLE("not applicable"),
    /** The probe could not find out, and guesses nothing. */
    NOT_SEEN("could not be seen");

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
