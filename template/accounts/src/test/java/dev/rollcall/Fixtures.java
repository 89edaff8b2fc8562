package dev.rollcall;

import dev.rollcall.account.Account;
import dev.rollcall.account.Accounts;
import dev.rollcall.account.Mailbox;
import dev.rollcall.account.SignInLinks;
import dev.rollcall.key.ApiKeys;
import dev.rollcall.key.KeyRole;
import dev.rollcall.signin.Visitor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Common set-up for tests, made through the same public entries that users have. */
public class Fixtures {

    private final Accounts accounts;
    private final SignInLinks links;
    private final ApiKeys keys;
    private final MockMvcTester http;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    Fixtures(Accounts accounts, SignInLinks links, ApiKeys keys, MockMvcTester http, JdbcClient jdbc, JsonMapper json) {
        this.accounts = accounts;
        this.links = links;
        this.keys = keys;
        this.http = http;
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A new account. */
    public Account account() {
        return accounts.findOrCreate(new Mailbox(UUID.randomUUID() + "@example.com"), "Ana");
    }

    /** A browser in which the owner of the account has signed in. */
    public Visitor signedIn(Account account) {
        var visitor = new Visitor(http);
        String token = links.create(new Mailbox(account.email()), Duration.ofMinutes(1));
        visitor.signIn(token);
        return visitor;
    }

    /** A new key of a new account. */
    public String key(KeyRole role) {
        return key(account(), role);
    }

    /** A new key of this account. */
    public String key(Account account, KeyRole role) {
        return keys.create(account.id(), "a test", role).key();
    }

    public MvcTestResult call(HttpMethod method, String path, String key, String body) {
        return http.method(method)
                .uri(path)
                .header("X-Api-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body.getBytes(StandardCharsets.UTF_8))
                .exchange();
    }

    public JsonNode json(MvcTestResult result) {
        return json.readTree(result.getResponse().getContentAsByteArray());
    }

    public MockMvcTester http() {
        return http;
    }

    public JdbcClient jdbc() {
        return jdbc;
    }
}
