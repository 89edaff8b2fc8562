package dev.rollcall.platform.config;

import dev.rollcall.platform.log.FailureReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A file that holds the value of a secret variable, as Docker, Kubernetes and systemd provide secrets.
 *
 * @param variable the variable that names the file, such as {@code DATABASE_URL_FILE}
 */
record SecretFile(String variable, String path) {

    private static final int MAX_BYTES = 64 * 1024;

    /**
     * The file's current content, without the white space around it.
     *
     * @throws UnusableValueException when the file is missing, empty, unreadable or larger than 64 KB; the message does
     *     not repeat its content
     */
    String read() {
        String content = text(bytes()).strip();
        if (content.isEmpty()) {
            throw unusable("is empty");
        }
        return content;
    }

    private byte[] bytes() {
        try {
            Path file = Path.of(path);
            if (!Files.exists(file)) {
                throw unusable("does not exist");
            }
            // A pipe would be empty at the next read.
            if (!Files.isRegularFile(file)) {
                throw unusable("is not a regular file");
            }
            return bytes(file);
        } catch (InvalidPathException e) {
            throw unusable("has an unusable name");
        } catch (IOException e) {
            throw unusable("cannot be read: " + FailureReason.kind(e));
        }
    }

    private byte[] bytes(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            byte[] bytes = content.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw unusable("is larger than 64 KB");
            }
            return bytes;
        }
    }

    private String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unusable("is not text in UTF-8");
        }
    }

    private UnusableValueException unusable(String reason) {
        return new UnusableValueException("the file '" + path + "' " + reason);
    }
}
