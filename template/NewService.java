import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * Writes the files of a new service: those that {@code files.txt} names, with another package and another name.
 * {@code bin/new-service} runs it, with only a JDK.
 */
public final class NewService {

    private static final String PACKAGE = "dev.rollcall";
    private static final Pattern DECLARATION = Pattern.compile("(?m)^package [\\w.]+;");
    /** An import of a type of ours; the first group names its file. */
    private static final Pattern IMPORT =
            Pattern.compile("(?m)^import (?:static )?(dev\\.rollcall\\.(?:[a-z]+\\.)*[A-Z]\\w*)[\\w.]*;\n");
    private static final Pattern SOURCE_ROOT = Pattern.compile("src/(main|test)/java/");
    /** Words that a new line of files.txt begins with. */
    private static final Set<String> RULES = Set.of("copy", "leave", "library", "profile", "drop", "change", "add");
    /** What a service may have in addition. Lines of files.txt depend on it: {@code with accounts}. */
    private static final Set<String> EXTRAS = Set.of("accounts");

    private final Path origin;
    private final String newPackage;
    private final String name;
    private final Set<String> extras;
    private final List<String> tracked;
    /** The text of each file of the new service, by its path there before it is renamed. */
    private final Map<String, String> texts = new TreeMap<>();

    private NewService(Path origin, String newPackage, Set<String> extras) throws IOException, InterruptedException {
        this.origin = origin;
        this.newPackage = newPackage;
        this.extras = extras;
        this.name = newPackage.substring(newPackage.lastIndexOf('.') + 1);
        this.tracked = git("ls-files").lines().toList();
    }

    /** Takes the root of this repository, the new package, a directory that is empty or does not exist, and extras. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path directory = Path.of(arguments[2]);
        requirePackage(arguments[1]);
        requireEmpty(directory);
        Set<String> extras = new TreeSet<>();
        for (String option : List.of(arguments).subList(3, arguments.length)) {
            if (!option.startsWith("--") || !EXTRAS.contains(option.substring(2))) {
                refuse("there is no option " + option);
            }
            extras.add(option.substring(2));
        }
        new NewService(Path.of(arguments[0]), arguments[1], extras).writeTo(directory);
    }

    private void writeTo(Path directory) throws IOException, InterruptedException {
        carryOut(Files.readAllLines(origin.resolve("template/files.txt")));
        texts.replaceAll((file, text) -> file.endsWith(".java") ? withoutLostImports(text) : text);
        texts.put(".origin", git("rev-parse", "HEAD") + PACKAGE + "\n" + options());
        for (Map.Entry<String, String> file : texts.entrySet()) {
            Path target = directory.resolve(renamed(file.getKey()));
            Files.createDirectories(target.getParent());
            Files.writeString(target, renamed(file.getValue()));
            if (file.getValue().startsWith("#!")) {
                target.toFile().setExecutable(true);
            }
        }
    }

    /** The options with which the same service is made again, in one line; nothing if there are none. */
    private String options() {
        return extras.isEmpty() ? "" : extras.stream().map(extra -> "--" + extra).collect(Collectors.joining(" ")) + "\n";
    }

    /** Carries out files.txt. Lines between {@code with} or {@code without} and {@code end} may not count here. */
    private void carryOut(List<String> lines) throws IOException {
        String block = "";
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            String place = "template/files.txt, line " + number;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.matches("with(out)? .*") || line.equals("end")) {
                if (block.isEmpty() == line.equals("end")) {
                    refuse(place + " must follow " + (block.isEmpty() ? "with or without" : "the end of " + block));
                }
                block = line.equals("end") ? "" : line;
            } else if (counts(block) && !isEffective(line)) {
                refuse(place + " has no effect: " + line);
            }
        }
        if (!block.isEmpty()) {
            refuse("template/files.txt has no end of " + block);
        }
    }

    private boolean counts(String block) {
        if (block.isEmpty()) {
            return true;
        }
        String[] words = block.split(" +", 2);
        if (!EXTRAS.contains(words[1])) {
            refuse("template/files.txt names something that no option adds: " + block);
        }
        return extras.contains(words[1]) == words[0].equals("with");
    }

    /** Carries out one line of files.txt. Returns false if nothing changes by it. */
    private boolean isEffective(String line) throws IOException {
        String[] words = line.split(" +", 2);
        if (words.length < 2 || !RULES.contains(words[0])) {
            refuse("template/files.txt has a line that is no rule: " + line);
        }
        return switch (words[0]) {
            case "copy" -> copy(words[1]);
            case "leave" -> texts.keySet().removeAll(matching(words[1], texts.keySet()));
            case "library" -> replace("pom.xml", block("dependency", "artifactId", words[1]), "");
            case "profile" -> replace("pom.xml", block("profile", "id", words[1]), "");
            case "add" -> addAll(origin.resolve("template").resolve(words[1]));
            case "drop" -> {
                String[] parts = words[1].split(" +", 2);
                yield replace(parts[0], parts[1], "");
            }
            default -> {
                String[] parts = words[1].split(" +", 2);
                String[] change = parts[1].split(" => ", 2);
                yield replace(parts[0], change[0], change[1].replace("\\n", "\n"));
            }
        };
    }

    private boolean copy(String rule) throws IOException {
        String[] names = rule.split(" as ", 2);
        List<String> found = matching(names[0], tracked);
        for (String file : found) {
            add(names.length == 2 ? names[1] : file, Files.readString(origin.resolve(file)));
        }
        return !found.isEmpty();
    }

    /** The files need not be tracked yet, so that a change can be tried. */
    private boolean addAll(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> files = all.filter(Files::isRegularFile).toList();
            for (Path file : files) {
                add(directory.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
            return !files.isEmpty();
        }
    }

    /** Leaves out imports of types that the new service does not have. */
    private String withoutLostImports(String text) {
        return IMPORT.matcher(text).replaceAll(found -> {
            String type = found.group(1).replace('.', '/') + ".java";
            boolean isKept = texts.containsKey("src/main/java/" + type) || texts.containsKey("src/test/java/" + type);
            return isKept ? Matcher.quoteReplacement(found.group()) : "";
        });
    }

    /** A Java file that moved gets the package of its directory. */
    private void add(String file, String text) {
        Matcher root = SOURCE_ROOT.matcher(file);
        if (file.endsWith(".java") && root.lookingAt() && file.lastIndexOf('/') > root.end()) {
            String directory = file.substring(root.end(), file.lastIndexOf('/'));
            text = DECLARATION.matcher(text).replaceFirst("package " + directory.replace('/', '.') + ";");
        }
        texts.put(file, text);
    }

    private boolean replace(String pattern, String regex, String replacement) {
        boolean isEffective = false;
        for (String file : matching(pattern, texts.keySet())) {
            String before = texts.get(file);
            String after = Pattern.compile(regex).matcher(before).replaceAll(Matcher.quoteReplacement(replacement));
            texts.put(file, after);
            isEffective |= !after.equals(before);
        }
        return isEffective;
    }

    /** An element of a POM with a child of this text, and the comments directly above it. */
    private static String block(String element, String child, String text) {
        return "(?s)(?:[ \\t]*<!--(?:(?!-->).)*-->\\n)*[ \\t]*<" + element + ">\\s*(?:(?!</" + element + ">).)*?<" + child + ">"
                + Pattern.quote(text) + "</" + child + ">(?:(?!</" + element + ">).)*</" + element + ">\\n";
    }

    private static List<String> matching(String pattern, Iterable<String> files) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        List<String> found = new ArrayList<>();
        files.forEach(file -> {
            if (matcher.matches(Path.of(file))) {
                found.add(file);
            }
        });
        return found;
    }

    /** The package first, because the other names are parts of it. */
    private String renamed(String text) {
        // As Spring Initializr: com.acme and orders make com.acme.orders.
        String group = newPackage.substring(0, newPackage.lastIndexOf('.'));
        String title = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return text.replace("<groupId>" + PACKAGE + "</groupId>", "<groupId>" + group + "</groupId>")
                .replace(PACKAGE, newPackage)
                .replace(PACKAGE.replace('.', '/'), newPackage.replace('.', '/'))
                .replace("Rollcall", title)
                .replace("rollcall", name)
                .replace("ROLLCALL", name.toUpperCase(Locale.ROOT));
    }

    private String git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", origin.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed");
        }
        return output;
    }

    private static void requirePackage(String text) {
        boolean isUsable = text.matches("[a-z][a-z0-9]*(\\.[a-z][a-z0-9]*)+") && SourceVersion.isName(text);
        if (!isUsable) {
            refuse("the package must have two or more words of small letters and digits, such as com.acme.orders, but is '"
                    + text + "'");
        }
    }

    private static void requireEmpty(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            if (files.findAny().isPresent()) {
                refuse(directory + " is not empty");
            }
        }
    }

    private static void refuse(String fault) {
        System.err.println("bin/new-service: " + fault);
        System.exit(2);
    }
}
