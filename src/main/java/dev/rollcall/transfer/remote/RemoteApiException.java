package dev.rollcall.transfer.remote;

/**
 * The other deploy did not answer as the published API does. The message is meant for an operator and contains no key.
 */
final class RemoteApiException extends RuntimeException {

    RemoteApiException(String message) {
        super(message);
    }

    RemoteApiException(String message, Throwable cause) {
        super(message, cause);
    }
}
