package kit.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kit.probe.Verdict;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A report for programs. Members are only added; {@code docs/factors/any-service.md} describes them. */
public final class Json {

    private static final int SCHEMA = 1;
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    public static String of(Report report) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("schema", SCHEMA);
        members.put("directory", report.directory());
        members.put("commit", report.commit());
        members.put("at", report.at());
        members.put("seconds", report.taken().toSeconds());
        members.put("summary", summary(report));
        members.put("measures", new TreeMap<>(report.measures()));
        members.put("findings", report.findings().stream().map(Json::finding).toList());
        return MAPPER.writeValueAsString(members) + "\n";
    }

    private static Map<String, Long> summary(Report report) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Verdict verdict : List.of(Verdict.values())) {
            counts.put(word(verdict), report.count(verdict));
        }
        return counts;
    }

    private static Map<String, Object> finding(Examined examined) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("probe", examined.probe().name());
        members.put("factor", examined.probe().factor().number());
        members.put("factor_name", examined.probe().factor().title());
        members.put("demand", examined.probe().demand());
        members.put("verdict", word(examined.finding().verdict()));
        members.put("evidence", examined.finding().evidence());
        members.put("page", examined.probe().factor().page());
        return members;
    }

    /** As {@code does_not_hold}. */
    private static String word(Verdict verdict) {
        return verdict.text().replace(' ', '_');
    }
}
