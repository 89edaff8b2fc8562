package testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A certificate for this machine that it has signed itself, and its key. Made when first used. */
public enum Certificate {
    EC("EC"),
    RSA("RSA"),
    /** One that no test trusts. */
    UNKNOWN("EC");

    static final String PASSWORD = "changeit";

    private static final String ALIAS = "server";

    private final String algorithm;
    private @Nullable Path made;

    Certificate(String algorithm) {
        this.algorithm = algorithm;
    }

    /** The JVM options to trust it, and no other. */
    public String trustOptions() {
        return "-Djavax.net.ssl.trustStore=" + store() + " -Djavax.net.ssl.trustStorePassword=" + PASSWORD;
    }

    /** The context of a server that has it. */
    public SSLContext serverContext() {
        try {
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(read(), PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The trust managers of a client that trusts it, and no other. */
    public TrustManager[] trustManagers() {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(ALIAS, read().getCertificate(ALIAS));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            return trust.getTrustManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes it as PEM into this directory, and returns the file. */
    public Path pemIn(Path directory) {
        try {
            return Files.writeString(
                    directory.resolve(name().toLowerCase(Locale.ROOT) + ".pem"),
                    pem("CERTIFICATE", read().getCertificate(ALIAS).getEncoded()));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes its key as PEM into this directory, for its owner only, and returns the file. */
    public Path keyIn(Path directory) {
        try {
            Key key = Objects.requireNonNull(read().getKey(ALIAS, PASSWORD.toCharArray()));
            Path file = Files.createFile(
                    directory.resolve(name().toLowerCase(Locale.ROOT) + ".key"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, pem("PRIVATE KEY", key.getEncoded()));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    synchronized Path store() {
        Path store = made;
        if (store == null) {
            store = make();
            made = store;
        }
        return store;
    }

    private KeyStore read() {
        try (InputStream in = Files.newInputStream(store())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path make() {
        try {
            Path store = Files.createTempDirectory("rollcall-tls").resolve("store.p12");
            var keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-keystore",
                            store.toString(),
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            PASSWORD,
                            "-alias",
                            ALIAS,
                            "-keyalg",
                            algorithm,
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "san=dns:localhost,ip:127.0.0.1")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!keytool.waitFor(App.PATIENCE.toSeconds(), TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new IllegalStateException("keytool made no certificate");
            }
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String type, byte[] content) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(content)
                + "\n-----END " + type + "-----\n";
    }
}
