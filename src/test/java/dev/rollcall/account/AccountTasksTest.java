package dev.rollcall.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import dev.rollcall.admin.WrongUsageException;
import dev.rollcall.project.ProjectId;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.Visitor;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RollcallTest
class AccountTasksTest {

    @Autowired
    private CreateAccount createAccount;

    @Autowired
    private ListAccounts listAccounts;

    @Autowired
    private DisableAccount disableAccount;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Members members;

    @Autowired
    private Projects projects;

    @Autowired
    private SignInLinks links;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Fixtures fixtures;

    private final String issuer = "https://" + UUID.randomUUID() + ".example.com";

    @Test
    void anAccountAndItsProjectAreCreatedOnceHoweverOftenTheTaskRuns() {
        String email = newEmail();
        String project = "project " + UUID.randomUUID();

        Map<String, Object> first = create(email, "--project", project, "--name", "Ana");
        Map<String, Object> second = create(email.toUpperCase(Locale.ROOT), "--project", project);

        assertThat(first)
                .containsEntry("email", email)
                .containsEntry("role", "owner")
                .containsEntry("project", projects.named(project).get(0).toString());
        assertThat(second)
                .containsEntry("account", first.get("account"))
                .containsEntry("project", first.get("project"));
        assertThat(second.get("link")).isNotEqualTo(first.get("link"));
        assertThat(listed(email)).containsEntry("name", "Ana");
        assertThat(listed(email).get("projects"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactly(Map.of("project", first.get("project"), "role", "owner", "name", project));
    }

    @Test
    void anAccountBecomesAnOperatorAndAnOrdinaryOneAgain() {
        String email = newEmail();
        assertThat(create(email)).doesNotContainKey("operator");
        assertThat(listed(email)).containsEntry("operator", "no");

        assertThat(create(email, "--operator", "true")).containsEntry("operator", "yes");
        create(email);
        assertThat(listed(email)).containsEntry("operator", "yes");

        assertThat(create(email, "--operator", "false")).containsEntry("operator", "no");
        assertThat(listed(email)).containsEntry("operator", "no");
    }

    @Test
    void tasksThatRunAtTheSameTimeCreateNothingTwice() throws Exception {
        String email = newEmail();
        String project = "project " + UUID.randomUUID();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Map<String, Object>> task = () -> create(email, "--project", project);
            List<Object> found = new ArrayList<>();
            for (Future<Map<String, Object>> done : threads.invokeAll(List.of(task, task, task, task))) {
                found.add(done.get().get("account"));
            }
            assertThat(found).containsOnly(found.get(0));
            assertThat(projects.named(project)).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aProjectMayBeGivenByItsIdAndMustBeIfSeveralHaveItsName() {
        String name = "project " + UUID.randomUUID();
        ProjectId one = projects.create(name).id();
        ProjectId other = projects.create(name).id();

        assertThatThrownBy(() -> create(newEmail(), "--project", name))
                .isInstanceOf(WrongUsageException.class)
                .hasMessage("--project names 2 projects; give the id of one of them");
        assertThat(create(newEmail(), "--project", other.toString())).containsEntry("project", other.toString());
        assertThat(members.of(one)).isEmpty();
        assertThat(members.of(other)).extracting(Member::role).containsExactly(ProjectRole.OWNER);
    }

    @Test
    void invalidNamesAreRefusedByTheNameOfTheirOption() {
        String email = newEmail();
        Map<String, String> faults =
                Map.of("x".repeat(101), "is too long; at most 100 characters", "two\nlines", "is not one line of text");
        faults.forEach((name, fault) -> List.of("--name", "--project")
                .forEach(option -> assertThatThrownBy(() -> create(email, option, name))
                        .isInstanceOf(WrongUsageException.class)
                        .hasMessage(option + " " + fault)));
        assertThat(accounts.find(new Mailbox(email))).isEmpty();

        create(email, "--name", " Ana ");
        assertThat(listed(email)).containsEntry("name", "Ana");
    }

    @Test
    void theLinkSignsInOnceAndForAnHour() {
        Map<String, Object> made = create(newEmail());
        String token = token(made);
        assertThat(made.get("link")).asString().startsWith("https://rollcall.example/sign-in/link?token=");

        assertThat(links.use(token)).contains(new AccountId(UUID.fromString(String.valueOf(made.get("account")))));
        assertThat(links.use(token)).isEmpty();

        String late = token(create(newEmail()));
        clock.advance(Duration.ofHours(1));
        assertThat(links.use(late)).isEmpty();
    }

    @Test
    void aDisabledAccountIsNoReaderAndItsLinksAreOfNoUse() {
        String email = newEmail();
        Map<String, Object> made = create(email);
        AccountId id = new AccountId(UUID.fromString(String.valueOf(made.get("account"))));
        assertThat(accounts.person(id)).isPresent();

        assertThat(disable(email)).containsEntry("result", "disabled");
        assertThat(disable(email)).containsEntry("result", "disabled");

        assertThat(accounts.person(id)).isEmpty();
        assertThat(links.use(token(made))).isEmpty();
        assertThat(create(email).get("link")).asString().startsWith("none, because the account is disabled");
        assertThat(listed(email).get("disabled_at"))
                .hasToString(clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());

        assertThat(facts(disableAccount.run(new TaskOptions(Map.of("email", email, "undo", "true")))))
                .containsEntry("result", "enabled");
        assertThat(accounts.person(id)).isPresent();
    }

    @Test
    void aSessionDoesNotComeBackWhenItsAccountIsEnabledAgain() {
        String email = newEmail();
        String token = token(create(email));
        var thief = new Visitor(fixtures.http());
        thief.signIn(token);
        assertThat(thief.get("/account")).hasStatusOk();

        disable(email);
        disableAccount.run(new TaskOptions(Map.of("email", email, "undo", "true")));

        assertThat(thief.get("/account")).hasStatus(302);
    }

    @Test
    void aPersonOfAProviderKeepsTheirAccountWhoeverHasTheAddress() {
        String email = newEmail();
        create(email);
        AccountId id = accounts.find(new Mailbox(email)).orElseThrow().id();
        assertThat(ofProvider("joe", Optional.empty())).isEmpty();
        assertThat(ofProvider("joe", Optional.of(email))).contains(id);
        assertThat(ofProvider("joe", Optional.empty()))
                .as("with another address")
                .contains(id);
        assertThat(ofProvider("jim", Optional.of(email)))
                .as("somebody else who got the address")
                .isEmpty();

        disable(email);
        assertThat(ofProvider("jim", Optional.of(email))).as("disabled").isEmpty();
        disableAccount.run(new TaskOptions(Map.of("email", email, "undo", "true")));
        assertThat(ofProvider("jim", Optional.of(email)))
                .as("a new name of the same person")
                .contains(id);
        assertThat(ofProvider("joe", Optional.empty())).isEmpty();
    }

    @Test
    void wrongOptionsAreNamed() {
        assertThatThrownBy(() -> create("ana"))
                .isInstanceOf(WrongUsageException.class)
                .hasMessageStartingWith("--email must be an e-mail address");
        assertThatThrownBy(() -> create(newEmail(), "--project", " "))
                .isInstanceOf(WrongUsageException.class)
                .hasMessageStartingWith("--project must be the name");
        assertThatThrownBy(() -> disable(newEmail()))
                .isInstanceOf(WrongUsageException.class)
                .hasMessageStartingWith("--email is the address of no account");
    }

    private Optional<AccountId> ofProvider(String subject, Optional<String> email) {
        return accounts.ofProvider(issuer, subject, email.map(Mailbox::new)).map(Account::id);
    }

    private Map<String, Object> create(String email, String... namesAndValues) {
        Map<String, String> options = new HashMap<>(Map.of("email", email));
        for (int n = 0; n < namesAndValues.length; n += 2) {
            options.put(namesAndValues[n].substring(2), namesAndValues[n + 1]);
        }
        return facts(createAccount.run(new TaskOptions(options)));
    }

    private Map<String, Object> disable(String email) {
        return facts(disableAccount.run(new TaskOptions(Map.of("email", email))));
    }

    private Map<String, Object> listed(String email) {
        var table = (TaskResult.Rows) listAccounts.run(new TaskOptions(Map.of()));
        List<?> row = table.rows().stream()
                .filter(values -> values.get(1).equals(email))
                .findFirst()
                .orElseThrow();
        Map<String, Object> named = new HashMap<>();
        for (int column = 0; column < row.size(); column++) {
            named.put(table.columns().get(column), row.get(column));
        }
        return named;
    }

    private static String token(Map<String, Object> made) {
        return String.valueOf(made.get("link")).replaceFirst(".*token=", "");
    }

    private static String newEmail() {
        return UUID.randomUUID() + "@example.com";
    }

    private static Map<String, Object> facts(TaskResult result) {
        return new HashMap<>(((TaskResult.Facts) result).facts());
    }
}
