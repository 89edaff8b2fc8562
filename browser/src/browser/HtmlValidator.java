package browser;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import nu.validator.client.EmbeddedValidator;
import nu.validator.client.EmbeddedValidator.OutputFormat;

/** The W3C's validator of HTML (vnu). */
final class HtmlValidator {

    /** It reads its schemas recursively, deeper than the stack of most threads. */
    private static final long STACK_BYTES = 16 << 20;

    /** No fault. It remarks on the slash of Spring's hidden fields, for one. */
    private static final String REMARK = ": info: ";

    private HtmlValidator() {}

    /** The faults and warnings of a page; empty if there are none. */
    static List<String> faults(byte[] html) {
        var messages = new CompletableFuture<String>();
        new Thread(null, () -> messages.completeAsync(() -> validated(html), Runnable::run), "validator", STACK_BYTES)
                .start();
        return messages.join()
                .lines()
                .filter(message -> !message.contains(REMARK))
                .toList();
    }

    private static String validated(byte[] html) {
        var validator = new EmbeddedValidator();
        validator.setOutputFormat(OutputFormat.GNU);
        try {
            return validator.validate(new ByteArrayInputStream(html));
        } catch (Exception e) {
            throw new IllegalStateException("not validated", e);
        }
    }
}
