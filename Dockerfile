# Maven builds with the wrapper; the runtime images hold the jars, the launcher, and the archive of classes that its
# first start makes (by root, who alone may write beside the jars).
#   docker build -t lorsbench .                      CPU
#   docker build -t lorsbench:gpu --target gpu .     one NVIDIA GPU, libraries for CUDA 12.6
FROM eclipse-temurin:17-jdk-jammy AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -ntp -DskipTests -pl cli -am package

# PyTorch's libraries for CUDA, 2.6 GB from PyPI; the GPU's driver comes from the host.
FROM build AS build-gpu
RUN java -cp 'cli/target/lib/*' dev.lorsbench.cli.Lors natives fetch --into /natives/torch-2.7.1-cu126

FROM eclipse-temurin:17-jre-jammy AS runtime
RUN useradd --create-home --uid 10001 lors && mkdir -p /opt/lorsbench/cli/target /data && chown lors /data
COPY --from=build /src/lors /opt/lorsbench/lors
RUN ln -s /opt/lorsbench/lors /usr/local/bin/lors
USER lors
VOLUME /data
ENTRYPOINT ["lors"]
CMD ["--help"]

FROM runtime AS gpu
COPY --from=build-gpu /natives /opt/lorsbench/natives
COPY --from=build /src/cli/target/lib /opt/lorsbench/cli/target/lib
USER root
RUN lors --version
USER lors
ENV NVIDIA_VISIBLE_DEVICES=all NVIDIA_DRIVER_CAPABILITIES=compute,utility

FROM runtime AS cpu
COPY --from=build /src/cli/target/lib /opt/lorsbench/cli/target/lib
USER root
RUN lors --version
USER lors
