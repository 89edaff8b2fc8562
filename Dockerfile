# Build: makes one jar from the code and its declared dependencies. Needs and reads no configuration.
FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY src src
COPY docs docs
# The commit and its time come from the Git history. A build context without it (a tarball) names the commit in
# SOURCE_VERSION. The pattern and pom.xml let COPY succeed without .git.
COPY pom.xml .gi[t] history/
ARG SOURCE_VERSION=unknown
RUN if [ -f history/HEAD ]; then mv history .git; fi \
    && SOURCE_VERSION=$SOURCE_VERSION ./mvnw -B -q package -Dmaven.test.skip=true -Dgit.native=false
# Extracts the libraries beside the jar, under the path in the Procfile: the JVM does not cache classes of nested jars.
RUN java -Djarmode=tools -jar target/app.jar extract --destination image/target

# Run: the jar and a Java runtime, as an unprivileged user.
FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --no-create-home rollcall
WORKDIR /app
COPY --from=build /build/image/target target
# A small heap with a single-threaded collector. Free memory of the heap and of malloc is returned, because the service
# scales by more processes. Of 512 MB the heap may take 300; the rest of a warm JVM takes 150 to 200.
ARG JVM="-XX:MaxRAMPercentage=58 -XX:+UseSerialGC -Xms80m -Xmn40m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30 \
-XX:TrimNativeHeapInterval=5000 -XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError"
# Loads and links classes once, at build time, by creating the beans of web and worker; that needs no database. It uses
# the same runtime and flags as later, because the JVM ignores a cache that was made with others.
RUN DATABASE_URL=postgres://nobody@localhost/nothing java $JVM -XX:AOTCacheOutput=target/app.aot \
    -Xlog:aot*=error -Dspring.context.exit=onRefresh \
    -jar target/app.jar --process=web,worker
USER 10001
# The messages of the JVM itself go to stderr, because each line on stdout is an event.
ENV JAVA_TOOL_OPTIONS="$JVM -XX:AOTCache=/app/target/app.aot -Xlog:disable -Xlog:all=error:stderr \
-XX:+DisplayVMOutputToStderr"
# No EXPOSE, because the platform chooses the port (PORT). CMD and not ENTRYPOINT, because some platforms pass a line of
# the Procfile as arguments.
CMD ["java", "-XX:+ExitOnOutOfMemoryError", "-jar", "target/app.jar"]
