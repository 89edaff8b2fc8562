package browser;

import java.io.ByteArrayInputStream;
import java.util.concurrent.CompletableFuture;
import nu.validator.client.EmbeddedValidator;
import nu.validator.client.EmbeddedValidator.OutputFormat;

/** The W3C's validator of HTML (vnu). */
final class HtmlValidator {

    /** It reads its schemas recursively, deeper than the stack of most threads. */
    private static final long STACK_BYTES = 16 << 20;

    private HtmlValidator() {}

    /** The faults and warnings of a page, a line each; empty if there are none. */
    static String faults(byte[] html) {
        var faults = new CompletableFuture<String>();
        new Thread(null, () -> faults.completeAsync(() -> validated(html), Runnable::run), "validator", STACK_BYTES)
                .start();
        return faults.join();
    }

    private static String validated(byte[] html) {
        var validator = new EmbeddedValidator();
        validator.setOutputFormat(OutputFormat.GNU);
        try {
            return validator.validate(new ByteArrayInputStream(html)).strip();
        } catch (Exception e) {
            throw new IllegalStateException("not validated", e);
        }
    }
}
