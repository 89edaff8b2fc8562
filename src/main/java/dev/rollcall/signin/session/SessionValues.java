package dev.rollcall.signin.session;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.core.serializer.support.SerializingConverter;

/**
 * Reads and writes the attributes of a session: objects of Spring Security, and what a page shows once after a
 * redirect. While a deploy is under way, one release may not be able to read what another has written. Such an
 * attribute counts as absent. If it held the sign-in, the person is signed out; no request fails.
 */
final class SessionValues {

    private static final Logger log = LoggerFactory.getLogger(SessionValues.class);

    /** Nothing else is stored. Other classes are not read, because reading an object may run code of its class. */
    private static final ObjectInputFilter ALLOWED = ObjectInputFilter.Config.createFilter(
            "maxdepth=30;maxrefs=10000;maxbytes=200000;java.base/*;org.springframework.security.**;"
                    + "org.springframework.web.servlet.FlashMap;org.springframework.util.MultiValueMapAdapter;"
                    + "org.springframework.util.LinkedMultiValueMap;!*");

    private SessionValues() {}

    static ConversionService conversion() {
        var conversion = new GenericConversionService();
        conversion.addConverter(Object.class, byte[].class, new SerializingConverter());
        conversion.addConverter(new Reading());
        return conversion;
    }

    @SuppressWarnings("BanSerializableRead") // the filter is set before anything is read
    private static @Nullable Object read(byte[] bytes) {
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            in.setObjectInputFilter(ALLOWED);
            return in.readObject();
        } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError e) {
            // Not its message, which may repeat what was read.
            log.atInfo()
                    .addKeyValue("event", "session.unreadable")
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("a session of another release cannot be read, so its owner is signed out");
            return null;
        }
    }

    /** Reads an attribute, or returns null for absent. */
    private static final class Reading implements GenericConverter {

        @Override
        public Set<ConvertiblePair> getConvertibleTypes() {
            return Set.of(new ConvertiblePair(byte[].class, Object.class));
        }

        @Override
        public @Nullable Object convert(@Nullable Object source, TypeDescriptor from, TypeDescriptor to) {
            return source == null ? null : read((byte[]) source);
        }
    }
}
