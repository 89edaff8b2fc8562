package dev.rollcall.platform.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Encodes characters in a path that a client should have encoded, such as the braces of {@code /api/{id}}. The path is
 * then unknown, so the answer is 404; Tomcat alone would answer 400.
 */
class UnencodedCharactersValve extends ValveBase {

    /** The characters that Tomcat can be set to accept, without the backslash, which it may read as a slash. */
    static final String CHARACTERS = "\"<>[]^`{|}";

    private static final Pattern UNENCODED = Pattern.compile("[\"<>\\[\\]^`{|}]");

    UnencodedCharactersValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String path = request.getRequestURI();
        if (path != null && UNENCODED.matcher(path).find()) {
            request.getCoyoteRequest()
                    .requestURI()
                    .setString(UNENCODED
                            .matcher(path)
                            .replaceAll(found ->
                                    "%%%02X".formatted((int) found.group().charAt(0))));
        }
        getNext().invoke(request, response);
    }
}
