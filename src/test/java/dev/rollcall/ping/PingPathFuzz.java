package dev.rollcall.ping;

import static testing.Fuzzed.require;

import dev.rollcall.check.state.CheckId;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import testing.Fuzzed;

/**
 * Reads any text as the address of a ping. Its last part is a signal exactly if it is a word of the API or a number up
 * to 255; an id is exactly what {@link UUID} writes; and reading the query fails for none.
 */
public final class PingPathFuzz {

    private static final PathPattern PATTERN = new PathPatternParser().parse("/ping/{id}/{signal}");
    private static final Set<String> WORDS = Set.of("start", "fail", "log");
    private static final BigInteger MAX_EXIT_STATUS = BigInteger.valueOf(255);

    private PingPathFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = Fuzzed.text(input);
        int question = text.indexOf('?');
        String path = question < 0 ? text : text.substring(0, question);
        PathPattern.@Nullable PathMatchInfo parts;
        try {
            parts = PATTERN.matchAndExtract(PathContainer.parsePath("/ping/" + path));
        } catch (IllegalArgumentException e) {
            // Tomcat refuses an invalid encoding before.
            return;
        }
        if (parts != null) {
            id(parts.getUriVariables().getOrDefault("id", ""));
            signal(parts.getUriVariables().getOrDefault("signal", ""));
        }
        if (question >= 0) {
            String query = text.substring(question + 1);
            String rid = PingController.queryParameter(query, "rid");
            require(rid == null || query.contains(rid), "a run id that was not given");
        }
    }

    private static void id(String text) {
        Optional<CheckId> id = CheckId.parse(text);
        boolean isCanonical;
        try {
            isCanonical = UUID.fromString(text).toString().equals(text.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            isCanonical = false;
        }
        require(id.isPresent() == isCanonical, "an id is not what a UUID is: " + text);
        id.ifPresent(found -> require(found.toString().equalsIgnoreCase(text), "another id"));
    }

    private static void signal(String text) {
        @Nullable BigInteger number = text.matches("[0-9]++") ? new BigInteger(text) : null;
        boolean isStatus = number != null && number.compareTo(MAX_EXIT_STATUS) <= 0;
        boolean isWord = WORDS.contains(text.toLowerCase(Locale.ROOT));
        Optional<Signal> signal = Signal.of(text);
        require(signal.isPresent() == (isStatus || isWord), "a signal is missing, or too much: " + text);
        require(Signal.isImpossibleExitStatus(text) == (number != null && !isStatus), "an impossible status: " + text);
        @Nullable Integer status = signal.map(Signal::exitStatus).orElse(null);
        require(status == null || BigInteger.valueOf(status).equals(number), "another status: " + text);
    }
}
