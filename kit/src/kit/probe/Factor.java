package kit.probe;

/** The twelve factors of 2011, in their order. */
public enum Factor {
    CODEBASE("Codebase", "01-codebase"),
    DEPENDENCIES("Dependencies", "02-dependencies"),
    CONFIG("Config", "03-config"),
    BACKING_SERVICES("Backing services", "04-backing-services"),
    BUILD_RELEASE_RUN("Build, release, run", "05-build-release-run"),
    PROCESSES("Processes", "06-processes"),
    PORT_BINDING("Port binding", "07-port-binding"),
    CONCURRENCY("Concurrency", "08-concurrency"),
    DISPOSABILITY("Disposability", "09-disposability"),
    PARITY("Dev/prod parity", "10-dev-prod-parity"),
    LOGS("Logs", "11-logs"),
    ADMIN_PROCESSES("Admin processes", "12-admin-processes");

    private final String title;
    private final String page;

    Factor(String title, String page) {
        this.title = title;
        this.page = page;
    }

    /** From 1 to 12. */
    public int number() {
        return ordinal() + 1;
    }

    public String title() {
        return title;
    }

    /** The page that explains it, from the root of this repository. */
    public String page() {
        return "docs/factors/" + page + ".md";
    }
}
