# Maven builds with the wrapper; the runtime images hold the jars, the launcher, and the archive of classes that its
# first start makes (by root, who alone may write beside the jars).
#   docker build -t lorsbench .                      CPU
#   docker build -t lorsbench:gpu --target gpu .     one NVIDIA GPU, CUDA 12.8 natives
FROM eclipse-temurin:17-jdk-jammy AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -ntp -DskipTests -pl cli -am package

# The CUDA natives in place of the CPU ones; the GPU's driver comes from the host.
FROM build AS build-gpu
RUN --mount=type=cache,target=/root/.m2 rm cli/target/lib/pytorch-native-cpu-*.jar \
    && ./mvnw -B -ntp dependency:copy -pl . -DoutputDirectory=cli/target/lib \
        -Dartifact=ai.djl.pytorch:pytorch-native-cu128:2.7.1:jar:linux-x86_64

FROM eclipse-temurin:17-jre-jammy AS runtime
RUN useradd --create-home --uid 10001 lors && mkdir -p /opt/lorsbench/cli/target /data && chown lors /data
COPY --from=build /src/lors /opt/lorsbench/lors
RUN ln -s /opt/lorsbench/lors /usr/local/bin/lors
USER lors
VOLUME /data
ENTRYPOINT ["lors"]
CMD ["--help"]

FROM runtime AS gpu
COPY --from=build-gpu /src/cli/target/lib /opt/lorsbench/cli/target/lib
USER root
RUN lors --version
USER lors
ENV NVIDIA_VISIBLE_DEVICES=all NVIDIA_DRIVER_CAPABILITIES=compute,utility

FROM runtime AS cpu
COPY --from=build /src/cli/target/lib /opt/lorsbench/cli/target/lib
USER root
RUN lors --version
USER lors
