package factors;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Ways to make a request harmful. Each takes a valid request and a source of randomness. */
enum HostileRequest {
    JSON_CUT_SHORT {
        @Override
        Raw of(Raw request, Random chance) {
            return request.body("{\"name\": \"x\", \"tags\": [".substring(0, 1 + chance.nextInt(22)));
        }
    },
    NO_JSON {
        @Override
        Raw of(Raw request, Random chance) {
            return request.body(
                    pick(chance, "nul", "{]", "'a'", "\ufeff{}", "{\"a\":01}", "{\"a\":NaN}", "{}{}", "\\"));
        }
    },
    NO_OBJECT {
        @Override
        Raw of(Raw request, Random chance) {
            return request.body(pick(chance, "null", "[]", "1", "\"a\"", "true", "[{\"name\": \"a\"}]", "1e999999999"));
        }
    },
    WRONG_TYPE {
        @Override
        Raw of(Raw request, Random chance) {
            String value =
                    pick(chance, "null", "[]", "{}", "true", "1.5", "-1", "\"x\"", "[[1]]", "{\"a\": {}}", "\"\"");
            return request.body("{\"" + pick(chance, FIELDS) + "\": " + value + ", \"name\": " + value + "}");
        }
    },
    HUGE_NUMBER {
        @Override
        Raw of(Raw request, Random chance) {
            String value = pick(
                    chance,
                    "9".repeat(400),
                    "1e400",
                    "-9223372036854775809",
                    "9223372036854775807",
                    "1e-400",
                    "0." + "3".repeat(900),
                    "9".repeat(100_000));
            return request.body("{\"" + pick(chance, "timeout", "grace", "name", "kind") + "\": " + value + "}");
        }
    },
    DEEP_NESTING {
        @Override
        Raw of(Raw request, Random chance) {
            String open = pick(chance, "[", "{\"a\":");
            return request.body("{\"" + pick(chance, FIELDS) + "\": " + open.repeat(100_000));
        }
    },
    NO_UTF8 {
        @Override
        Raw of(Raw request, Random chance) {
            byte[] body = "{\"name\": \"????\"}".getBytes(StandardCharsets.ISO_8859_1);
            for (int n = 10; n < 14; n++) {
                body[n] = (byte) (0x80 + chance.nextInt(0x80));
            }
            return request.body(body);
        }
    },
    NULL_CHARACTER {
        @Override
        Raw of(Raw request, Random chance) {
            String null0 = pick(chance, "\\u0000", "\0", "\\ud800", "\\udc00\\ud800");
            return request.body("{\"" + pick(chance, TEXTS) + "\": \"a" + null0 + "b\", \"kind\": \"log\"}");
        }
    },
    LONG_TEXT {
        @Override
        Raw of(Raw request, Random chance) {
            return request.body("{\"" + pick(chance, TEXTS) + "\": \"" + "ab ".repeat(200_000) + "\"}");
        }
    },
    MANY_TAGS {
        @Override
        Raw of(Raw request, Random chance) {
            var tags = new StringBuilder();
            var query = new StringBuilder();
            for (int n = 0; n < 5_000; n++) {
                tags.append("tag").append(n).append(' ');
                query.append("tag=t").append(n % 100).append('&');
            }
            return chance.nextBoolean()
                    ? request.body("{\"tags\": \"" + tags + "\"}")
                    : request.query(query.substring(0, 5_000));
        }
    },
    TEN_MEGABYTES {
        @Override
        Raw of(Raw request, Random chance) {
            String filling = pick(chance, "x", "[", "{\"a\":", "\"", "\0");
            return request.body(filling.repeat(10_000_000 / filling.length()));
        }
    },
    QUERY {
        @Override
        Raw of(Raw request, Random chance) {
            String name = pick(
                    chance, "rid", "create", "slug", "tag", "seconds", "start", "end", "n", "limit", "cursor",
                    "action");
            String value = pick(
                    chance,
                    "%00",
                    "%ff%fe",
                    "%",
                    "%zz",
                    "-1",
                    "9".repeat(40),
                    "1e9",
                    "NaN",
                    "%27%20OR%201=1--",
                    "a".repeat(5_000),
                    "",
                    "[]",
                    "%F0%9F%92%A9",
                    "..%2f..%2f");
            return request.query(name + "=" + value + "&" + name + "=" + value);
        }
    },
    PATH {
        @Override
        Raw of(Raw request, Random chance) {
            String part = pick(
                    chance,
                    "%00",
                    "%2e%2e",
                    "..",
                    ";a=b",
                    "%",
                    "%zz",
                    "%c0%ae",
                    "%ff",
                    "a".repeat(6_000),
                    "%0d%0aX-Injected:%20yes",
                    "%27%20OR%201=1--",
                    "\u00e9",
                    "\\",
                    "//",
                    "%2f",
                    "{id}",
                    "<script>",
                    "%F0%9F%92%A9");
            return request.path(
                    pick(chance, request.path() + part, request.path() + "/" + part, inside(request, part)));
        }
    },
    HEADER {
        @Override
        Raw of(Raw request, Random chance) {
            String name = pick(
                    chance,
                    "X-Api-Key",
                    "Accept",
                    "Accept-Language",
                    "Accept-Encoding",
                    "Authorization",
                    "Content-Type",
                    "Content-Encoding",
                    "Cookie",
                    "Expect",
                    "Host",
                    "If-None-Match",
                    "If-Modified-Since",
                    "Origin",
                    "Range",
                    "Upgrade",
                    "User-Agent",
                    "X-Forwarded-For",
                    "X-Forwarded-Proto",
                    "X-HTTP-Method-Override",
                    "X-Request-Id",
                    "traceparent");
            String value = pick(
                    chance,
                    "",
                    ",;=/",
                    "\u00ff\u00fe",
                    "][",
                    "a".repeat(6_000),
                    "*/*;q=NaN",
                    "bytes=9-0,-",
                    "text/plain; charset=no-such-charset",
                    "multipart/form-data",
                    "' OR 1=1 --",
                    "${jndi:ldap://127.0.0.1/a}",
                    "=?utf-8?q?=00?=");
            return request.header(name + ": " + value);
        }
    },
    MANY_HEADERS {
        @Override
        Raw of(Raw request, Random chance) {
            Raw more = request;
            for (int n = 0; n < 300; n++) {
                more = more.header("X-" + n + ": " + n);
            }
            return more;
        }
    };

    private static final String[] FIELDS = {
        "name",
        "slug",
        "tags",
        "desc",
        "timeout",
        "grace",
        "schedule",
        "tz",
        "manual_resume",
        "methods",
        "channels",
        "start_kw",
        "filter_body",
        "filter_http_body",
        "unique",
        "api_key",
        "kind",
        "url",
        "headers_down",
        "to"
    };
    private static final String[] TEXTS = {
        "name", "slug", "tags", "desc", "schedule", "tz", "methods", "channels", "success_kw", "api_key", "url", "to"
    };

    abstract Raw of(Raw request, Random chance);

    /** Whether the body is harmful, for requests with a body. */
    boolean isInBody() {
        return ordinal() <= TEN_MEGABYTES.ordinal();
    }

    private static String inside(Raw request, String part) {
        int slash = request.path().lastIndexOf('/', request.path().length() - 2);
        return request.path().substring(0, slash + 1) + part;
    }

    private static String pick(Random chance, String... from) {
        return from[chance.nextInt(from.length)];
    }

    /** A request as it is written to the connection, without correction by a client. */
    record Raw(String method, String path, String query, List<String> headers, byte[] body) {

        Raw path(String other) {
            return new Raw(method, other, query, headers, body);
        }

        Raw query(String other) {
            return new Raw(method, path, other, headers, body);
        }

        Raw header(String more) {
            List<String> all = new ArrayList<>(headers);
            all.add(more);
            return new Raw(method, path, query, all, body);
        }

        Raw body(String other) {
            return body(other.getBytes(StandardCharsets.UTF_8));
        }

        Raw body(byte[] other) {
            return new Raw(method, path, query, headers, other);
        }

        /** The bytes before the body; characters outside ASCII are sent as Latin-1. */
        byte[] head() {
            var head = new StringBuilder(method + " " + path + (query.isEmpty() ? "" : "?" + query) + " HTTP/1.1\r\n");
            headers.forEach(header -> head.append(header).append("\r\n"));
            if (body.length > 0 || method.equals("POST") || method.equals("PUT")) {
                head.append("Content-Length: ").append(body.length).append("\r\n");
            }
            return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        }

        /** Short enough for a list of faults. */
        @Override
        public String toString() {
            String text = method + " " + path + (query.isEmpty() ? "" : "?" + query) + " " + headers + " "
                    + new String(body, 0, Math.min(body.length, 60), StandardCharsets.ISO_8859_1);
            return text.length() > 300 ? text.substring(0, 300) + "..." : text;
        }
    }
}
