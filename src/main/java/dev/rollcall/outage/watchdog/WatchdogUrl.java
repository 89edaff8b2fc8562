package dev.rollcall.outage.watchdog;

import dev.rollcall.platform.config.UnusableValueException;
import java.net.URI;
import java.net.URISyntaxException;

/** An http or https address, which is a secret: whoever knows it can silence the watchdog. */
record WatchdogUrl(URI uri) {

    /**
     * Reads an address.
     *
     * @throws UnusableValueException when it is invalid; the message does not repeat it
     */
    public static WatchdogUrl from(String text) {
        try {
            URI uri = new URI(text.strip());
            boolean isHttp = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (isHttp && uri.getRawAuthority() != null && uri.getRawUserInfo() == null) {
                return new WatchdogUrl(uri);
            }
        } catch (URISyntaxException e) {
            // Its message would repeat the text.
        }
        throw new UnusableValueException("must be an http:// or https:// address without user and password");
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
