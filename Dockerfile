# Build: makes one jar from the code and its declared dependencies. Needs and reads no configuration.
FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
COPY .mvn .mvn
COPY mvnw pom.xml ./
# A build without sources fetches what the build needs, into a layer that is made again only when pom.xml changes.
RUN SOURCE_VERSION=none ./mvnw -B -q package -Dmaven.test.skip=true -Dspring-boot.repackage.skip=true && rm -r target
COPY src src
COPY docs docs
# The commit and its time come from the Git history. A build context without it (a tarball) names the commit in
# SOURCE_VERSION. The pattern and pom.xml let COPY succeed without .git.
COPY pom.xml .gi[t] history/
ARG SOURCE_VERSION=unknown
RUN if [ -f history/HEAD ]; then mv history .git; fi \
    && SOURCE_VERSION=$SOURCE_VERSION ./mvnw -B -q package -Dmaven.test.skip=true -Dgit.native=false
COPY bin/healthcheck bin/healthcheck
# Extracts the libraries beside the jar, under the path in the Procfile: the JVM does not cache classes of nested jars.
# Each directory in /image becomes a layer. With one date for all files and directories, a layer has the same digest each
# time that it has the same contents.
RUN mkdir -p /image/jar/app/bin /image/lib/app/target \
    && java -Djarmode=tools -jar target/app.jar extract --destination /image/jar/app/target \
    && mv /image/jar/app/target/lib /image/lib/app/target/lib \
    && cp bin/healthcheck /image/jar/app/bin/healthcheck \
    && find /image -exec touch -d 2000-01-01T00:00:00Z {} +

# The Java runtime: the modules that Rollcall uses, and nothing for development. ImageRuntimeTest keeps the list true.
FROM eclipse-temurin:25-jdk AS runtime
ARG MODULES=java.base,java.compiler,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,\
java.prefs,java.rmi,java.scripting,java.security.jgss,java.security.sasl,java.sql,java.sql.rowset,java.transaction.xa,java.xml,\
jdk.charsets,jdk.jcmd,jdk.jfr,jdk.localedata,jdk.management,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs
# The languages are those of the pages and alerts.
RUN jlink --add-modules $MODULES --include-locales=en,de,es,fr --strip-java-debug-attributes --compress=zip-6 \
    --no-header-files --no-man-pages --output /image/opt/java
RUN find /image -exec touch -h -d 2000-01-01T00:00:00Z {} +

# Run: the jar and that runtime, as any unprivileged user, on a file system that may be read-only except for /tmp.
FROM debian:bookworm-slim
ENV PATH=/opt/java/bin:$PATH LANG=C.UTF-8
COPY --from=runtime /image /
COPY --from=build /image/lib /
COPY --from=build /image/jar /
WORKDIR /app
# A small heap with a single-threaded collector. Free memory of the heap and of malloc is returned, because the service
# scales by more processes. Of 512 MB the heap may take 300; the rest of a warm JVM takes 150 to 200.
ARG JVM="-XX:MaxRAMPercentage=58 -XX:+UseSerialGC -Xms80m -Xmn40m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30 \
-XX:TrimNativeHeapInterval=5000 -XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError"
# Loads and links classes once, at build time, by creating the beans of web and worker; that needs no database. It uses
# the same runtime and flags as later, because the JVM ignores a cache that was made with others.
RUN DATABASE_URL=postgres://nobody@localhost/nothing java $JVM -XX:AOTCacheOutput=target/app.aot \
    -Xlog:aot*=error -Dspring.context.exit=onRefresh \
    -jar target/app.jar --process=web,worker \
    && rm -rf /tmp/*
USER 10001
# The messages of the JVM itself go to stderr, because each line on stdout is an event.
ENV JAVA_TOOL_OPTIONS="$JVM -XX:AOTCache=/app/target/app.aot -Xlog:disable -Xlog:all=error:stderr \
-XX:+DisplayVMOutputToStderr"
# A platform with probes of its own, such as Kubernetes, does not use this.
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s CMD ["bash", "bin/healthcheck"]
# The name of the release, if the build is one: /version shows it. A platform that names its releases sets the variable.
ARG RELEASE_VERSION=
ENV RELEASE_VERSION=$RELEASE_VERSION
ARG SOURCE_VERSION=unknown
LABEL org.opencontainers.image.title="Rollcall" \
    org.opencontainers.image.description="Tells you when a job did not run." \
    org.opencontainers.image.licenses="Apache-2.0" \
    org.opencontainers.image.revision="$SOURCE_VERSION"
# No EXPOSE, because the platform chooses the port (PORT). CMD and not ENTRYPOINT, because some platforms pass a line of
# the Procfile as arguments.
CMD ["java", "-XX:+ExitOnOutOfMemoryError", "-jar", "target/app.jar"]
