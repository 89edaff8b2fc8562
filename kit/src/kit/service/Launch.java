package kit.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kit.database.DatabaseAddress;
import org.jspecify.annotations.Nullable;

/** A process of the service that is about to start: as a platform would, unless said otherwise. */
public final class Launch {

    private final Service service;
    private final String type;
    private final Map<String, String> more = new HashMap<>();
    private @Nullable DatabaseAddress database;
    private int port;
    private boolean readOnly;

    Launch(Service service, String type, @Nullable DatabaseAddress database) throws IOException {
        this.service = service;
        this.type = type;
        this.database = database;
        this.port = Ports.free();
    }

    /** On this port instead of a free one. */
    public Launch port(int chosen) {
        port = chosen;
        return this;
    }

    /** With this variable, instead of what it would be. */
    public Launch variable(String name, String value) {
        more.put(name, value);
        return this;
    }

    /** With this database instead of the shared one. */
    public Launch database(DatabaseAddress other) {
        database = other;
        return this;
    }

    /** Without the address of a database in any variable. */
    public Launch withoutDatabase() {
        database = null;
        return this;
    }

    /**
     * With a directory that it cannot write to.
     *
     * @throws UnseenException when it is started, if this machine cannot do that
     */
    public Launch readOnly() {
        readOnly = true;
        return this;
    }

    /** Starts it. Close it to kill it. */
    public ServiceProcess start() throws IOException, InterruptedException {
        Application application = service.application();
        Path directory = service.workspace().application();
        Map<String, String> environment = Environment.of(
                application, service.workspace().home(), service.workspace().newDirectory("tmp"), port, database);
        environment.putAll(more);
        ServiceProcess process = ServiceProcess.start(
                type, service.line(type), readOnly ? ReadOnly.around(directory) : List.of(), environment, directory);
        service.started(process);
        return process;
    }

    /** Starts a web process; it may not be ready yet. */
    public WebProcess startWeb() throws IOException, InterruptedException {
        return new WebProcess(service, start(), port);
    }

    /**
     * Starts a web process and returns it when it is ready.
     *
     * @throws UnseenException if it does not become ready in time
     */
    public WebProcess startReadyWeb() throws IOException, InterruptedException {
        WebProcess web = startWeb();
        if (!web.untilReady()) {
            web.close();
            throw new UnseenException(web.whyNotReady());
        }
        return web;
    }
}
