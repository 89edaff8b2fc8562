package kit.database;

import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The database that the service is given, behind a {@link DatabaseLink}. */
public final class Database implements AutoCloseable {

    private final DatabaseAddress address;
    private final DatabaseLink link;
    private final @Nullable OwnServer server;

    private Database(DatabaseAddress address, @Nullable OwnServer server) throws IOException {
        this.address = address;
        this.server = server;
        this.link = DatabaseLink.to(address.host(), address.port());
    }

    /** A database that somebody else runs. It is used as it is. */
    public static Database given(String url) throws IOException {
        return new Database(DatabaseAddress.parse(url), null);
    }

    /** A new database on a server that runs as long as this does, with a password that is nowhere else. */
    public static Database own() throws IOException, SQLException {
        byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        OwnServer server = OwnServer.start();
        return new Database(
                server.newDatabase("factors", "canary" + HexFormat.of().formatHex(random)), server);
    }

    /** How the service reaches it. */
    public DatabaseAddress address() {
        return address.at("127.0.0.1", link.port());
    }

    /** The port of the server itself, which the service is not told. */
    public int realPort() {
        return address.port();
    }

    public DatabaseLink link() {
        return link;
    }

    /** Another way to it, which can be cut alone; the caller closes it. */
    public DatabaseLink newLink() throws IOException {
        return DatabaseLink.to(address.host(), address.port());
    }

    public Schema schema() throws SQLException {
        return Schema.read(address);
    }

    /** Another, empty database beside it, without a link; absent if the server is not ours. */
    public Optional<Empty> newEmpty() throws SQLException {
        return server == null
                ? Optional.empty()
                : Optional.of(new Empty(server.newDatabase(address.user(), address.password())));
    }

    @Override
    public void close() throws IOException {
        link.close();
        if (server != null) {
            server.close();
        }
    }

    /** A database that was empty when it was made. */
    public record Empty(DatabaseAddress address) {

        public Schema schema() throws SQLException {
            return Schema.read(address);
        }
    }
}
