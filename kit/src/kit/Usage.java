package kit;

/** The text of {@code --help}. */
final class Usage {

    static final String TEXT = """
            Starts a service, looks at it from outside, and says which of the twelve factors hold.

              bin/factors [options] [directory]

            The directory (this one, unless given) has a Procfile, or the lines are given:
              --web=LINE, --worker=LINE, --release=LINE
                                   commands, which replace those of the Procfile; --worker= leaves it out
              --process=TYPE:LINE  another process type
              --task=LINE          a one-off process to try

            Its environment has PATH, HOME, TMPDIR, LANG, PORT, JAVA_TOOL_OPTIONS, DATABASE_URL and
              --env=NAME=VALUE     a variable; in its value {database.url}, {database.host}, {database.port},
                                   {database.name}, {database.user} and {database.password} are replaced
              --secret=NAME=VALUE  the same, and the value must never be shown; also every --env whose name contains
                                   SECRET, PASSWORD, TOKEN or KEY
              --database=own       starts a Postgres for this run
              --database=URL       uses postgres://user:password@host:port/name; unless given, that in DATABASE_URL

            What to ask:
              --path=PATH          of the web process; it is ready when the answer is no error of the server.
                                   Unless given: /. Best is one that needs the database.
              --build=COMMAND      builds it; then two clones are built and compared
              --artifact=GLOB      what of the build to compare, such as target/*.jar; unless given, all that it makes
              --clean-home         builds with an empty home, which downloads every dependency
              --only=NAME,...      only these probes or factors: port, port.exact, 7
              --list               prints the probes and what each demands, and ends

            Limits, in seconds:
              --start-limit=60     from the start to the first answer
              --stop-limit=30      from SIGTERM to the end
              --once-limit=120     of a release or a task
              --build-limit=900    of one build
              --limit=1200         of all; what is left then could not be seen

            Output: a table, and
              --json=FILE          the same as JSON
              --badge=FILE         an image, SVG

            Ends with 0 if every demand that could be seen holds, 1 if one does not, 2 if it cannot run. Needs Linux, git and
            a JDK. It works in a copy of the directory, listens on loopback only, and ends every process that it starts.
            """;

    private Usage() {}
}
