package factors;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import testing.App;
import testing.Browser;
import testing.ForgingProvider;
import testing.IdentityProvider;
import testing.RawHttp;

/** Sign-ins with OpenID Connect that somebody has forged, replayed or mixed: none signs anybody in. */
class ForgedTokensTest {

    private static final String START = "/sign-in/with/oidc";
    private static final String RETURN = "/sign-in/from/oidc";
    private static final String FAILED = "/sign-in?failed=provider";
    private static final String ADDRESS = "ana@example.com";
    private static final String SUBJECT = "ana";

    /** Nobody has signed in to this account with the provider yet, so its address would still identify it. */
    private static final String UNUSED_ADDRESS = "bob@example.com";

    private static final String LONG = "x".repeat(10_000);
    private static final String NULL_CHARACTER = "a\0b";

    private static final int PROVIDER_PORT = Integer.parseInt(App.freePort());

    private static Deploy deploy;
    private static App web;

    private ForgingProvider provider;

    @BeforeAll
    static void start() {
        deploy = Deploy.released(IdentityProvider.variables(App.freePort(), PROVIDER_PORT));
        String project = deploy.project().get("project").asString();
        deploy.signInLink(ADDRESS, "Ana", project);
        deploy.signInLink(UNUSED_ADDRESS, "Bob", project);
        web = deploy.web().untilReady();
    }

    @AfterAll
    static void stop() {
        assertThat(web.stdout()).noneMatch(line -> line.contains("\"request.failed\""));
        deploy.close();
    }

    @BeforeEach
    void startProvider() throws Exception {
        provider = ForgingProvider.start(PROVIDER_PORT);
    }

    @AfterEach
    void stopProvider() {
        provider.close();
    }

    /** Else the others would prove nothing. */
    @Test
    void aTokenInOrderSignsInAndItsAddressCannotBeUsedTwice() {
        var browser = new Browser();
        Begun begun = Begun.of(browser);
        assertThat(finished(browser, begun, token(begun))).isEqualTo("/");
        assertThat(browser.get(web, "/account").body()).contains(ADDRESS);

        assertThat(location(browser.get(web, begun.address(begun.state())))).isEqualTo(FAILED);
        assertThat(browser.get(web, "/account").statusCode())
                .as("the session goes on")
                .isEqualTo(200);
        var thief = new Browser();
        assertThat(location(thief.get(web, begun.address(begun.state())))).isEqualTo(FAILED);
        assertThat(thief.get(web, "/account").statusCode()).isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "audience: another",
                "audience: none",
                "audience: both, for the other",
                "audience: both, for nobody",
                "issuer: another",
                "issuer: with a slash",
                "issuer: none",
                "expired",
                "expires: never",
                "issued: never",
                "issued: later",
                "subject: none",
                "subject: too long",
                "subject: with a null character",
                "nonce: none",
                "nonce: another",
                "nonce: of another session",
                "algorithm: none",
                "algorithm: HMAC with the client secret",
                "algorithm: HMAC with the public key",
                "key: another",
                "key: in the token",
                "signature: none",
                "signature: of other claims"
            })
    void anIdTokenThatIsNotInOrderSignsNobodyIn(String fault) throws Exception {
        var browser = new Browser();
        Begun begun = Begun.of(browser);
        String subject = switch (fault) {
            case "subject: too long" -> LONG;
            case "subject: with a null character" -> NULL_CHARACTER;
            default -> SUBJECT;
        };
        provider.give(forged(fault, begun), about(subject, subject.equals(SUBJECT) ? ADDRESS : UNUSED_ADDRESS));
        assertThat(location(browser.get(web, begun.address(begun.state())))).isEqualTo(FAILED);
        assertThat(browser.get(web, "/account").statusCode()).isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "empty", "wrong", "twice", "of another session", "of an earlier start"})
    void anAnswerWithoutTheStateOfItsSessionSignsNobodyIn(String fault) {
        var browser = new Browser();
        Begun earlier = Begun.of(browser);
        Begun begun = Begun.of(browser);
        Begun other = Begun.of(new Browser());
        String state = switch (fault) {
            case "missing" -> "";
            case "empty" -> "&state=";
            case "wrong" -> "&state=" + UUID.randomUUID();
            case "twice" -> "&state=" + UUID.randomUUID() + "&state=" + encoded(begun.state());
            case "of another session" -> "&state=" + encoded(other.state());
            default -> "&state=" + encoded(earlier.state());
        };
        provider.give(token(begun), about(SUBJECT));
        HttpResponse<String> answer = browser.get(web, RETURN + "?code=c" + state);
        assertThat(answer.statusCode()).isIn(302, 400, 404);
        assertThat(browser.get(web, "/account").statusCode()).isEqualTo(302);
    }

    /**
     * The ID token names one person, and what the provider says about a person is about another with the same address.
     */
    @Test
    void whatIsSaidAboutAnotherSubjectDoesNotCount() {
        var browser = new Browser();
        Begun begun = Begun.of(browser);
        provider.give(token(begun), about("another"));
        assertThat(location(browser.get(web, begun.address(begun.state())))).isEqualTo(FAILED);
        assertThat(browser.get(web, "/account").statusCode()).isEqualTo(302);
    }

    @Test
    void peopleComeBackToThisDeployWhateverTheRequestSays() throws Exception {
        String answer;
        try (RawHttp connection = RawHttp.to("127.0.0.1", deploy.port())) {
            answer = connection
                    .write("GET " + START + "?redirect_uri=https://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n"
                            + "X-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\n\r\n")
                    .answer()
                    .headers()
                    .getOrDefault("Location", "");
        }
        assertThat(URLDecoder.decode(answer, StandardCharsets.UTF_8))
                .startsWith(IdentityProvider.issuer(PROVIDER_PORT))
                .contains("redirect_uri=" + deploy.environment().get("SITE_ROOT") + RETURN)
                .doesNotContain("evil");
    }

    /** Whoever has begun a sign-in may come back with any text in the place of a code of the standard. */
    @Test
    void aMadeUpErrorIsNotLogged() {
        var browser = new Browser();
        Begun begun = Begun.of(browser);
        String canary = "CANARY " + "x".repeat(2_000);
        String address = RETURN + "?error=" + encoded(canary) + "&error_description=" + encoded(canary) + "&state="
                + encoded(begun.state());
        assertThat(location(browser.get(web, address))).isEqualTo(FAILED);
        Deploy.until(() -> web.stdout().stream()
                        .filter(line -> line.contains("\"sign-in.failed\""))
                        .count()
                > 0);
        assertThat(web.stdout()).noneMatch(line -> line.contains("CANARY"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/token", "/keys", "/person"})
    void aProviderThatDoesNotAnswerKeepsNobodyWaiting(String path) {
        var browser = new Browser();
        Begun begun = Begun.of(browser);
        provider.beSilentAt(path);
        Instant before = Instant.now();
        assertThat(finished(browser, begun, token(begun))).isEqualTo(FAILED);
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    private String token(Begun begun) {
        return provider.signed(provider.claims(SUBJECT, begun.nonce()).build());
    }

    private String forged(String fault, Begun begun) throws JOSEException {
        JWTClaimsSet.Builder claims = provider.claims(SUBJECT, begun.nonce());
        JWTClaimsSet good = claims.build();
        String issuer = good.getIssuer();
        Instant now = Instant.now();
        RSAKey key = provider.key();
        return switch (fault) {
            case "audience: another" ->
                provider.signed(claims.audience("another").build());
            case "audience: none" ->
                provider.signed(claims.audience((String) null).build());
            case "audience: both, for the other" ->
                provider.signed(claims.audience(Arrays.asList(IdentityProvider.CLIENT_ID, "another"))
                        .claim("azp", "another")
                        .build());
            case "audience: both, for nobody" ->
                provider.signed(claims.audience(Arrays.asList(IdentityProvider.CLIENT_ID, "another"))
                        .build());
            case "issuer: another" ->
                provider.signed(claims.issuer("https://evil.example").build());
            case "issuer: with a slash" ->
                provider.signed(claims.issuer(issuer + "/").build());
            case "issuer: none" -> provider.signed(claims.issuer(null).build());
            case "expired" ->
                provider.signed(claims.issueTime(Date.from(now.minusSeconds(600)))
                        .expirationTime(Date.from(now.minusSeconds(300)))
                        .build());
            case "expires: never" -> provider.signed(claims.expirationTime(null).build());
            case "issued: never" -> provider.signed(claims.issueTime(null).build());
            case "issued: later" ->
                provider.signed(
                        claims.issueTime(Date.from(now.plusSeconds(200))).build());
            case "subject: none" -> provider.signed(claims.subject(null).build());
            case "subject: too long" -> provider.signed(claims.subject(LONG).build());
            case "subject: with a null character" ->
                provider.signed(claims.subject(NULL_CHARACTER).build());
            case "nonce: none" -> provider.signed(claims.claim("nonce", null).build());
            case "nonce: another" ->
                provider.signed(claims.claim("nonce", "another").build());
            case "nonce: of another session" ->
                provider.signed(
                        claims.claim("nonce", Begun.of(new Browser()).nonce()).build());
            case "algorithm: none" -> new PlainJWT(good).serialize();
            case "algorithm: HMAC with the client secret" ->
                hmac(good, IdentityProvider.CLIENT_SECRET.repeat(3).getBytes(StandardCharsets.UTF_8));
            case "algorithm: HMAC with the public key" ->
                hmac(good, key.toRSAPublicKey().getEncoded());
            case "key: another" -> provider.signed(good, new RSAKeyGenerator(2048).generate());
            case "key: in the token" -> withItsOwnKey(good);
            case "signature: none" -> provider.signed(good).replaceFirst("[^.]*$", "");
            default -> {
                String[] other =
                        provider.signed(claims.subject("another").build()).split("\\.");
                yield provider.signed(good).replaceFirst("[^.]*$", other[2]);
            }
        };
    }

    private static String hmac(JWTClaimsSet claims, byte[] secret) throws JOSEException {
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        token.sign(new MACSigner(secret));
        return token.serialize();
    }

    private static String withItsOwnKey(JWTClaimsSet claims) throws JOSEException {
        RSAKey own = new RSAKeyGenerator(2048).keyID("own").generate();
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .jwk(own.toPublicJWK())
                        .keyID("own")
                        .build(),
                claims);
        token.sign(new RSASSASigner(own));
        return token.serialize();
    }

    private String finished(Browser browser, Begun begun, String token) {
        provider.give(token, about(SUBJECT));
        return location(browser.get(web, begun.address(begun.state())));
    }

    private static Map<String, Object> about(String subject) {
        return about(subject, ADDRESS);
    }

    private static Map<String, Object> about(String subject, String address) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("sub", subject);
        about.put("email", address);
        about.put("email_verified", true);
        return about;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    /** A sign-in that has led a browser to the provider. */
    private record Begun(String state, String nonce) {

        static Begun of(Browser browser) {
            HttpResponse<String> answer = browser.get(web, START);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
            String provider = location(answer);
            return new Begun(parameter(provider, "state"), parameter(provider, "nonce"));
        }

        String address(String withState) {
            return RETURN + "?code=c&state=" + encoded(withState);
        }

        private static String parameter(String address, String name) {
            Matcher value = Pattern.compile("[?&]" + name + "=([^&]+)").matcher(address);
            assertThat(value.find()).as(address).isTrue();
            return URLDecoder.decode(value.group(1), StandardCharsets.UTF_8);
        }
    }
}
