package kit.sample;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import kit.database.DatabaseAddress;

/** The database of the sample, by a URL. */
final class SampleDatabase {

    private SampleDatabase() {}

    static void migrate(boolean repeatable) throws SQLException {
        execute(
                System.getenv("DATABASE_URL"),
                "CREATE TABLE " + (repeatable ? "IF NOT EXISTS " : "") + "orders (id int)");
    }

    static boolean answers(String url) {
        try {
            execute(url, "SELECT 1");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    static Connection connect(String url) throws SQLException {
        DatabaseAddress address = DatabaseAddress.parse(url);
        return DriverManager.getConnection(
                "jdbc:postgresql://" + address.host() + ":" + address.port() + "/" + address.name()
                        + "?connectTimeout=3&socketTimeout=3",
                address.user(),
                address.password());
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
