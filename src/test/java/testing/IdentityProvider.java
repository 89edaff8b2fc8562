package testing;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;

/**
 * A real OpenID Connect provider: Spring Authorization Server in this JVM. Whoever comes is already signed in to it,
 * with the address that the test has chosen.
 */
public final class IdentityProvider implements AutoCloseable {

    public static final String CLIENT_ID = "rollcall";
    public static final String CLIENT_SECRET = "canary-client-secret";

    private final Tomcat server = new Tomcat();
    private final Path directory;
    private final String issuer;
    private volatile String subject = "";
    private volatile String email = "";
    private volatile boolean isVerified;
    private volatile Duration age = Duration.ZERO;

    private IdentityProvider(int port, String redirectUri) throws IOException, LifecycleException {
        directory = Files.createTempDirectory("provider");
        issuer = issuer(port);
        server.setBaseDir(directory.toString());
        server.setPort(port);
        server.getConnector();
        Context context = server.addContext("", directory.toString());
        Tomcat.addServlet(context, "nothing", new HttpServlet() {}).addMapping("/");
        context.addServletContainerInitializer(
                (types, servlets) -> {
                    var beans = new AnnotationConfigWebApplicationContext();
                    beans.setServletContext(servlets);
                    beans.addBeanFactoryPostProcessor(factory -> {
                        factory.registerSingleton("provider", this);
                        factory.registerSingleton("redirectUri", redirectUri);
                    });
                    beans.register(Beans.class);
                    beans.refresh();
                    servlets.addFilter("security", beans.getBean("springSecurityFilterChain", Filter.class))
                            .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
                },
                null);
        server.start();
    }

    /**
     * Variables of a deploy on this port that signs people in with the provider on that port, and what else it needs.
     */
    public static String[] variables(String port, int providerPort, String... more) {
        List<String> variables = new ArrayList<>(List.of(
                "PORT",
                port,
                "SITE_ROOT",
                "http://localhost:" + port,
                "OIDC_ISSUER",
                issuer(providerPort),
                "OIDC_CLIENT_ID",
                CLIENT_ID,
                "OIDC_CLIENT_SECRET",
                CLIENT_SECRET));
        variables.addAll(List.of(more));
        return variables.toArray(String[]::new);
    }

    /** The issuer of a provider that listens, or will listen, at this port. */
    public static String issuer(int port) {
        return "http://127.0.0.1:" + port;
    }

    /** Starts it, for one client, which people return to at this address. */
    public static IdentityProvider start(int port, String redirectUri) throws IOException, LifecycleException {
        return new IdentityProvider(port, redirectUri);
    }

    /** From now on, whoever comes has this address, and is the same person as whoever had it before. */
    public void person(String address, boolean verified) {
        person("subject of " + address, address, verified);
    }

    /** From now on, whoever comes is known by this name, and has this address. */
    public void person(String name, String address, boolean verified) {
        subject = name;
        email = address;
        isVerified = verified;
    }

    /** From now on, whoever comes signed in to the provider that long ago, and is remembered. */
    public void signedInBefore(Duration time) {
        age = time;
    }

    @Override
    public void close() throws LifecycleException, IOException {
        server.stop();
        server.destroy();
        FileSystemUtils.deleteRecursively(directory);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableWebSecurity
    static class Beans {

        @Bean
        SecurityFilterChain chain(HttpSecurity http, IdentityProvider provider) {
            return http.oauth2AuthorizationServer(server -> server.oidc(oidc -> {}))
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .addFilterAfter(
                            (request, response, chain) -> {
                                SecurityContextHolder.setContext(new SecurityContextImpl(
                                        UsernamePasswordAuthenticationToken.authenticated(
                                                provider.subject,
                                                null,
                                                // Says when, which is part of a token.
                                                List.of(FactorGrantedAuthority.withAuthority(
                                                                FactorGrantedAuthority.PASSWORD_AUTHORITY)
                                                        .issuedAt(Instant.now().minus(provider.age))
                                                        .build()))));
                                chain.doFilter(request, response);
                            },
                            SecurityContextHolderFilter.class)
                    .build();
        }

        @Bean
        RegisteredClientRepository clients(String redirectUri) {
            return new InMemoryRegisteredClientRepository(
                    RegisteredClient.withId(UUID.randomUUID().toString())
                            .clientId(CLIENT_ID)
                            .clientSecret("{noop}" + CLIENT_SECRET)
                            .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                            .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                            .redirectUri(redirectUri)
                            .scope(OidcScopes.OPENID)
                            .scope(OidcScopes.EMAIL)
                            .build());
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> claims(IdentityProvider provider) {
            return context -> {
                if (context.getTokenType().getValue().equals(OidcParameterNames.ID_TOKEN)) {
                    context.getClaims().claim("email", provider.email).claim("email_verified", provider.isVerified);
                }
            };
        }

        @Bean
        AuthorizationServerSettings settings(IdentityProvider provider) {
            return AuthorizationServerSettings.builder().issuer(provider.issuer).build();
        }

        /** For the endpoint that tells about the person. */
        @Bean
        JwtDecoder decoder(JWKSource<SecurityContext> keys) {
            return NimbusJwtDecoder.withJwkSource(keys).build();
        }

        @Bean
        JWKSource<SecurityContext> keys() throws NoSuchAlgorithmException {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            return new ImmutableJWKSet<>(new JWKSet(new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                    .privateKey(pair.getPrivate())
                    // Of each start another, or a client that knows the last one would not ask for it.
                    .keyID(UUID.randomUUID().toString())
                    .build()));
        }
    }
}
