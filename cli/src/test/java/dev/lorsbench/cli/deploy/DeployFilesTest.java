package dev.lorsbench.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lorsbench.cli.Lors;
import dev.lorsbench.cli.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What docker-compose.yml and the manifests promise each other and the program. */
class DeployFilesTest {
  private static final Path ROOT = Repository.root();
  private static final Path MANIFESTS = ROOT.resolve("deploy/kubernetes");

  private static Iterable<Object> documents(Path file) throws IOException {
    return new Load(LoadSettings.builder().setLabel(file.toString()).build())
        .loadAllFromString(Files.readString(file));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return value == null ? Map.of() : (Map<String, Object>) value;
  }

  private static Map<String, Object> compose() throws IOException {
    return map(documents(ROOT.resolve("docker-compose.yml")).iterator().next());
  }

  /** A service with what {@code <<} brings. */
  private static Map<String, Object> merged(Object service) {
    Map<String, Object> all = new HashMap<>(map(map(service).get("<<")));
    all.putAll(map(service));
    return all;
  }

  private static Map<String, Object> at(Map<String, Object> from, String... path) {
    Map<String, Object> here = from;
    for (String key : path) {
      here = map(here.get(key));
    }
    return here;
  }

  private static List<?> list(Object value) {
    return value == null ? List.of() : (List<?>) value;
  }

  @Test
  void theDashboardAndTemporalsPagesAreOpenedOneByOne() throws IOException {
    Map<String, Object> services = at(compose(), "services");
    assertThat(list(at(services, "dashboard").get("ports")))
        .singleElement()
        .asString()
        .startsWith("${LORS_BIND:-127.0.0.1}:");
    assertThat(list(at(services, "temporal-ui").get("ports")))
        .singleElement()
        .asString()
        .startsWith("${LORS_UI_BIND:-127.0.0.1}:");
  }

  /** A registry is stood in for: what is tested is what the script writes. */
  @Test
  void imagesOfOthersArePinnedByWhatTheRegistrySays(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path script = Files.createDirectory(folder.resolve("deploy")).resolve("digests.sh");
    Files.copy(ROOT.resolve("deploy/digests.sh"), script);
    Path file = folder.resolve("docker-compose.yml");
    Files.copy(ROOT.resolve("docker-compose.yml"), file);
    Path crane = Files.createDirectory(folder.resolve("bin")).resolve("crane");
    String first = "sha256:" + "a".repeat(64);
    assertThat(pinned(script, crane, "exit 1", file)).isEqualTo(1);
    assertThat(pinned(script, crane, "echo no digest", file)).isEqualTo(1);
    assertThat(file).hasSameTextualContentAs(ROOT.resolve("docker-compose.yml"));
    assertThat(pinned(script, crane, "echo " + first, file)).isZero();
    assertThat(Files.readString(file))
        .contains("image: postgres:17.5-alpine@" + first + "\n")
        .doesNotContain("lorsbench:latest}@");
    String next = "sha256:" + "b".repeat(64);
    assertThat(pinned(script, crane, "echo " + next, file)).isZero();
    assertThat(Files.readString(file)).contains("alpine@" + next + "\n").doesNotContain(first);
  }

  private static int pinned(Path script, Path crane, String says, Path file)
      throws IOException, InterruptedException {
    Files.writeString(crane, "#!/bin/sh\n" + says + "\n");
    assumeTrue(crane.toFile().setExecutable(true), "programs cannot be made here");
    ProcessBuilder run = new ProcessBuilder("sh", script.toString(), file.getFileName().toString());
    run.environment().merge("PATH", "", (path, none) -> crane.getParent() + ":" + path);
    run.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    return run.start().waitFor();
  }

  @Test
  void everyComposeServiceThatStaysHasAHealthCheckAndItsSecretsAreFiles() throws IOException {
    Map<String, Object> compose = compose();
    Map<String, Object> services = at(compose, "services");
    assertThat(services)
        .containsOnlyKeys(
            "postgres",
            "temporal",
            "temporal-ui",
            "orchestrator",
            "dashboard",
            "worker-cpu",
            "worker-gpu",
            "cli");
    services.forEach(
        (name, value) -> {
          Map<String, Object> service = merged(value);
          if (!name.equals("cli")) {
            assertThat(at(service, "healthcheck")).as(name).containsKeys("test", "interval");
          }
          for (Object secret : list(service.get("secrets"))) {
            assertThat(at(compose, "secrets", secret.toString())).as(name).containsKey("file");
          }
          map(service.get("depends_on")).keySet().forEach(s -> assertThat(services).containsKey(s));
          assertThat(at(service, "environment").toString()).as(name).doesNotContain("PASSWORD=");
        });
    assertThat(at(services, "worker-gpu").get("profiles")).isEqualTo(List.of("gpu"));
  }

  /** An image's own command is gone where an entry point is given. */
  @Test
  void temporalIsToldToMakeItsSchema() throws IOException {
    List<?> entryPoint = list(at(compose(), "services", "temporal").get("entrypoint"));
    assertThat(entryPoint.get(entryPoint.size() - 1).toString())
        .endsWith("entrypoint.sh autosetup");
  }

  @Test
  void everyCommandThatTheFilesCallIsOneOfOurs() throws IOException {
    Set<String> commands = Lors.commandLine().getSubcommands().keySet();
    for (Object service : at(compose(), "services").values()) {
      Map<String, Object> merged = merged(service);
      if (merged.containsKey("command")) {
        assertThat(commands).contains(list(merged.get("command")).get(0).toString());
      }
    }
    for (Map<String, Object> container : containers()) {
      if (container.get("image").toString().startsWith("lorsbench")) {
        assertThat(commands).contains(list(container.get("args")).get(0).toString());
      }
    }
    assertThat(commands).contains("health");
  }

  private static List<Map<String, Object>> manifests() throws IOException {
    List<Map<String, Object>> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(MANIFESTS)) {
      for (Path file : files.filter(f -> !f.endsWith("kustomization.yaml")).sorted().toList()) {
        documents(file).forEach(d -> all.add(map(d)));
      }
    }
    return all;
  }

  private static List<Map<String, Object>> pods() throws IOException {
    return manifests().stream()
        .map(m -> at(m, "spec", "template", "spec"))
        .filter(spec -> !spec.isEmpty())
        .toList();
  }

  private static List<Map<String, Object>> containers() throws IOException {
    return pods().stream()
        .flatMap(p -> list(p.get("containers")).stream())
        .map(DeployFilesTest::map)
        .toList();
  }

  @Test
  void everyPodIsUnprivilegedLimitedAndProbed() throws IOException {
    assertThat(pods()).hasSize(7);
    for (Map<String, Object> pod : pods()) {
      assertThat(at(pod, "securityContext").get("runAsNonRoot")).isEqualTo(true);
      assertThat(pod.get("automountServiceAccountToken")).isEqualTo(false);
    }
    for (Map<String, Object> container : containers()) {
      String name = container.get("name").toString();
      assertThat(at(container, "securityContext").get("allowPrivilegeEscalation")).isEqualTo(false);
      assertThat(at(container, "resources", "limits")).as(name).containsKey("memory");
      assertThat(container).as(name).containsKey("livenessProbe");
      if (container.get("image").toString().startsWith("lorsbench")) {
        assertThat(at(container, "securityContext").get("readOnlyRootFilesystem"))
            .as(name)
            .isEqualTo(true);
      }
    }
  }

  @Test
  void workersGetTimeToDrainAndTheGpuOneAGpu() throws IOException {
    for (Map<String, Object> m : manifests()) {
      String name = at(m, "metadata").get("name").toString();
      Map<String, Object> pod = at(m, "spec", "template", "spec");
      if (!pod.isEmpty() && name.startsWith("worker")) {
        assertThat((int) pod.get("terminationGracePeriodSeconds")).isGreaterThanOrEqualTo(60);
        Map<String, Object> limits =
            at(map(list(pod.get("containers")).get(0)), "resources", "limits");
        assertThat(limits.get("nvidia.com/gpu")).isEqualTo(name.equals("worker-gpu") ? 1 : null);
      }
    }
  }

  @Test
  void whatPodsMountIsThere() throws IOException {
    Set<String> names = new HashSet<>();
    manifests().forEach(m -> names.add(m.get("kind") + "/" + at(m, "metadata").get("name")));
    for (Map<String, Object> pod : pods()) {
      for (Object value : list(pod.get("volumes"))) {
        Map<String, Object> volume = map(value);
        if (volume.containsKey("secret")) {
          assertThat(names).contains("Secret/" + at(volume, "secret").get("secretName"));
        }
        if (volume.containsKey("persistentVolumeClaim")) {
          assertThat(names)
              .contains(
                  "PersistentVolumeClaim/" + at(volume, "persistentVolumeClaim").get("claimName"));
        }
      }
    }
    Map<String, Object> kustomization =
        map(documents(MANIFESTS.resolve("kustomization.yaml")).iterator().next());
    list(kustomization.get("resources"))
        .forEach(file -> assertThat(MANIFESTS.resolve(file.toString())).exists());
  }

  @Test
  void theManifestsFitKubernetesSchemas() throws Exception {
    Path tool = ROOT.resolve(".tools/deploy/bin/kubernetes-validate");
    assumeTrue(Files.isExecutable(tool), "no kubernetes-validate: `make manifests` installs it");
    List<String> line = new ArrayList<>(List.of(tool.toString(), "--strict"));
    try (Stream<Path> files = Files.list(MANIFESTS)) {
      files
          .filter(f -> f.toString().endsWith(".yaml") && !f.endsWith("kustomization.yaml"))
          .forEach(f -> line.add(f.toString()));
    }
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    try (InputStream said = process.getInputStream()) {
      String text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(text).isZero();
    }
  }
}
