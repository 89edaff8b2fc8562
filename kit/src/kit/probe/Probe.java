package kit.probe;

import java.io.IOException;
import java.sql.SQLException;
import kit.service.Service;

/**
 * One demand of a factor, and how to see whether a service meets it. A new probe is a class and a line in
 * {@code Probes}.
 */
public interface Probe {

    /** Unique, for {@code --only} and the JSON: {@code port.exact}. */
    String name();

    Factor factor();

    /** The demand in one sentence. */
    String demand();

    /**
     * Looks at the service. Processes that it starts alone are ended before it returns.
     *
     * @throws kit.service.UnseenException if the demand cannot be examined
     */
    Finding examine(Service service) throws IOException, InterruptedException, SQLException;
}
