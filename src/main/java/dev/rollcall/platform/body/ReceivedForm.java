package dev.rollcall.platform.body;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tomcat.util.http.Parameters;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.util.StringUtils;

/**
 * A request whose body has been received. Its parameters are those of the address, then those of the form, which is
 * parsed by Tomcat's own code and by its rules.
 */
final class ReceivedForm extends HttpServletRequestWrapper {

    /** Tomcat's default for a request. */
    private static final int MAX_PARAMETERS = 1_000;

    private final byte[] body;
    private final ServletInputStream in;
    private @Nullable Map<String, String[]> parameters;

    ReceivedForm(HttpServletRequest request, byte[] body) {
        super(request);
        this.body = body;
        this.in = new ReceivedStream(body);
    }

    @Override
    public ServletInputStream getInputStream() {
        return in;
    }

    /** Pages and their scripts send nothing but UTF-8. */
    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = getParameterValues(name);
        return values == null ? null : values[0];
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return getParameterMap().get(name);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(getParameterMap().keySet());
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        Map<String, String[]> known = parameters;
        if (known == null) {
            // A form that cannot be read is an error only once, as in Tomcat: the page of the error may ask again.
            parameters = super.getParameterMap();
            known = Collections.unmodifiableMap(parse());
            parameters = known;
        }
        return known;
    }

    /** Tomcat gives only the parameters of the address, because the body was read as a stream. */
    private Map<String, String[]> parse() {
        Map<String, String[]> all = new LinkedHashMap<>(super.getParameterMap());
        if (isForm()) {
            var form = new Parameters();
            form.setCharset(StandardCharsets.UTF_8);
            form.setLimit(MAX_PARAMETERS);
            form.processParameters(body, 0, body.length);
            for (String name : Collections.list(form.getParameterNames())) {
                all.merge(name, form.getParameterValues(name), StringUtils::concatenateStringArrays);
            }
        }
        return all;
    }

    private boolean isForm() {
        String type = getContentType();
        return HttpMethod.POST.matches(getMethod())
                && type != null
                && type.split(";", 2)[0].strip().equalsIgnoreCase(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }

    /** A body in memory: it is there at once, so nobody has to wait for it. */
    private static final class ReceivedStream extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        ReceivedStream(byte[] body) {
            this.bytes = new ByteArrayInputStream(body);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return bytes.read(buffer, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("the body is in memory");
        }
    }
}
