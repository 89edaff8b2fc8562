package dev.rollcall.account;

import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import dev.rollcall.audit.AuditLogMaker;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.project.ProjectMaker;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes accounts by the code of the task {@code create-account}. For tests of processes that are not about this task: a
 * process of its own would take seconds.
 */
public final class AccountMaker {

    private AccountMaker() {}

    /**
     * Does what the task does, and returns what it would print.
     *
     * @param siteRoot the address of the deploy, with which the sign-in link begins
     * @param options those of the task, without the two hyphens
     */
    public static Map<String, ?> make(DataSource database, String siteRoot, Map<String, String> options) {
        JdbcClient jdbc = JdbcClient.create(database);
        Clock clock = Clock.systemUTC();
        var store = new AccountStore(jdbc);
        var memberships = new MembershipStore(jdbc);
        var links = new SignInLinkStore(jdbc);
        var audit = AuditLogMaker.make(jdbc, clock);
        // Only a disabled account is an event.
        var accounts = new Accounts(store, memberships, links, audit, event -> {}, clock);
        var members = new Members(memberships, store, AuditLogMaker.actorCheck(), audit, clock);
        var newAccounts = new NewAccounts(store, accounts, members, ProjectMaker.projects(jdbc, clock));
        var task =
                new CreateAccount(newAccounts, accounts, new SignInLinks(links, new Site(siteRoot, "Rollcall"), clock));
        // It locks a table.
        var transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        TaskResult made = transaction.execute(status -> task.run(new TaskOptions(options)));
        return ((TaskResult.Facts) Objects.requireNonNull(made)).facts();
    }
}
