package factors;

import testing.App;

/**
 * A web process on a heap in which careless code would not fit, with a project and a check.
 *
 * @param key of the project, may read and write
 * @param check the id
 */
record SmallHeap(Deploy deploy, App web, String key, String check) implements AutoCloseable {

    /** Starts it with so much heap, and with additional variables. */
    static SmallHeap start(int megabytes, String... namesAndValues) {
        Deploy deploy = Deploy.released(namesAndValues);
        String flags = App.jvmFlags() + " -XX:+UseSerialGC -Xmx" + megabytes + "m";
        App web = deploy.web("JAVA_TOOL_OPTIONS", flags).untilReady();
        String key = deploy.project().get("api_key").asString();
        return new SmallHeap(
                deploy, web, key, Deploy.check(web, key, "{}").get("uuid").asString());
    }

    @Override
    public void close() {
        deploy.close();
    }
}
