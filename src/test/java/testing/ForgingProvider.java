package testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/**
 * A provider of OpenID Connect that gives every code the ID token which a test has made, whatever is wrong with it.
 * Real providers refuse to ({@link IdentityProvider}).
 */
public final class ForgingProvider implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final RSAKey key;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final String issuer;
    private volatile String idToken = "";
    private volatile String person = "{}";
    private volatile String silentAt = "";

    private ForgingProvider(int port) throws IOException, JOSEException {
        // A client that knows the keys of an earlier start asks for them again because of the name.
        key = new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        issuer = IdentityProvider.issuer(port);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public static ForgingProvider start(int port) throws IOException, JOSEException {
        return new ForgingProvider(port);
    }

    /** What the ID token of a person has who has just signed in, for the request with this nonce. */
    public JWTClaimsSet.Builder claims(String subject, String nonce) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(IdentityProvider.CLIENT_ID)
                .subject(subject)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("nonce", nonce);
    }

    /** The key pair, whose public half everybody may have. */
    public RSAKey key() {
        return key;
    }

    /** Signed as a provider does. */
    public String signed(JWTClaimsSet claims) {
        return signed(claims, key);
    }

    /** Signed with this key, under the name of the provider's. */
    public String signed(JWTClaimsSet claims, RSAKey with) {
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(with));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on each code is exchanged for this token, and the person is this one. */
    public void give(String token, Map<String, Object> about) {
        idToken = token;
        person = JSON.writeValueAsString(about);
    }

    /** From now on a request of this path is taken and never answered. */
    public void beSilentAt(String path) {
        silentAt = path;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange request) throws IOException {
        String path = request.getRequestURI().getPath();
        if (path.equals(silentAt)) {
            awaitClose();
            return;
        }
        request.getRequestBody().readAllBytes();
        byte[] body = body(path).getBytes(StandardCharsets.UTF_8);
        request.getResponseHeaders().set("Content-Type", "application/json");
        request.sendResponseHeaders(200, body.length);
        request.getResponseBody().write(body);
        request.close();
    }

    private String body(String path) {
        return switch (path) {
            case "/token" ->
                JSON.writeValueAsString(Map.of(
                        "access_token", "canary", "token_type", "Bearer", "expires_in", 300, "id_token", idToken));
            case "/keys" -> new JWKSet(key.toPublicJWK()).toString();
            case "/person" -> person;
            default ->
                JSON.writeValueAsString(Map.of(
                        "issuer",
                        issuer,
                        "authorization_endpoint",
                        issuer + "/authorize",
                        "token_endpoint",
                        issuer + "/token",
                        "jwks_uri",
                        issuer + "/keys",
                        "userinfo_endpoint",
                        issuer + "/person",
                        "response_types_supported",
                        new String[] {"code"},
                        "subject_types_supported",
                        new String[] {"public"},
                        "id_token_signing_alg_values_supported",
                        new String[] {"RS256"}));
        };
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
