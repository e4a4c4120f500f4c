package dev.lorsbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher on an installation whose Java is a script that prints what it was asked. */
class LauncherTest {
  @TempDir Path temp;
  private Path home;
  private Path java;

  record Ended(int code, String out) {}

  @BeforeEach
  void install() throws IOException {
    Path launcher = Repository.root().resolve("lors");
    assumeTrue(Files.exists(Path.of("/bin/sh")), "/bin/sh is absent");
    home = Files.createDirectories(temp.resolve("an installation"));
    Files.copy(launcher, home.resolve("lors"));
    executable(home.resolve("lors"));
    Files.createDirectories(home.resolve("cli/target/lib"));
    java = fakeJava("17.0.9");
  }

  @Test
  void runsFromAnyFolderAndThroughALink() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("linked"), home.resolve("lors"));
    Path second = Files.createSymbolicLink(temp.resolve("again"), Path.of("linked"));
    for (Path path : List.of(home.resolve("lors"), link, second)) {
      Ended ended = launch(path, Map.of("JAVA_HOME", java.toString()), "a b", "c");
      assertThat(ended.out).contains("-cp " + home.toRealPath() + "/cli/target/lib/*");
      assertThat(ended.out).endsWith("dev.lorsbench.cli.Lors|a b|c\n");
      assertThat(ended.code).isEqualTo(7);
    }
  }

  @Test
  void anOldJavaIsNamedWithWhatIsNeeded() throws Exception {
    for (String old : List.of("11.0.2", "1.8.0_392", "16")) {
      Ended ended =
          launch(home.resolve("lors"), Map.of("JAVA_HOME", fakeJava(old).toString()), "demo");
      assertThat(ended.code).isEqualTo(1);
      assertThat(ended.out).contains("is Java " + old).contains("JDK 17 or later").hasLineCount(1);
    }
  }

  @Test
  void aMissingJavaIsOneLine() throws Exception {
    Ended wrong = launch(home.resolve("lors"), Map.of("JAVA_HOME", "/nowhere"), "demo");
    assertThat(wrong.out).startsWith("lors: JAVA_HOME is /nowhere, but").hasLineCount(1);
    Path tools = Files.createDirectory(temp.resolve("tools"));
    for (String tool : List.of("dirname", "readlink", "sed", "head", "find", "cat")) {
      Files.createSymbolicLink(tools.resolve(tool), tool(tool));
    }
    Ended none = launch(home.resolve("lors"), Map.of("PATH", tools.toString()), "demo");
    assertThat(none.out).startsWith("lors: no java on the PATH").hasLineCount(1);
    assertThat(none.code).isEqualTo(1);
  }

  @Test
  void anInstallationWithoutJarsOrSourcesSaysSo() throws Exception {
    Files.delete(home.resolve("cli/target/lib"));
    Ended ended = launch(home.resolve("lors"), Map.of("JAVA_HOME", java.toString()), "demo");
    assertThat(ended.out).contains("nothing is built in").hasLineCount(1);
    assertThat(ended.code).isEqualTo(1);
  }

  @Test
  void anInstallationWithoutSourcesMakesItsArchiveOfClassesOnce() throws Exception {
    Map<String, String> environment = Map.of("JAVA_HOME", java.toString());
    Ended first = launch(home.resolve("lors"), environment, "demo");
    assertThat(first.out).startsWith("lors: preparing faster starts");
    assertThat(home.resolve("cli/target/lors-17.0.9.jsa")).exists();
    Ended second = launch(home.resolve("lors"), environment, "demo");
    assertThat(second.out).doesNotContain("preparing").endsWith("dev.lorsbench.cli.Lors|demo\n");
  }

  @Test
  void whereAGpuIsAskedForTheLibrariesForCudaStandInPlaceOfTheCpusOnes() throws Exception {
    Path lib = home.resolve("cli/target/lib");
    Files.createFile(lib.resolve("lorsbench-cli.jar"));
    Files.createFile(lib.resolve("pytorch-native-cpu-2.7.1-linux-x86_64.jar"));
    Path data = temp.resolve("data");
    Map<String, String> here =
        Map.of("JAVA_HOME", java.toString(), "LORS_DATA_DIR", data.toString());
    List<String[]> asking =
        List.of(
            new String[] {"train", "--device", "cuda"},
            new String[] {"eval", "runs/first", "--device=cuda:1"},
            new String[] {"worker", "--slots", "gpu:2"},
            new String[] {"worker", "--queue", "train.gpu.1"});
    for (String[] words : asking) {
      Ended missing = launch(home.resolve("lors"), here, words);
      assertThat(missing.code).isEqualTo(1);
      assertThat(missing.out).contains("run: lors natives fetch");
    }
    Path natives = data.resolve("natives/torch-2.7.1-cu126");
    Files.createDirectories(natives.resolve("torch/lib"));
    Files.createFile(natives.resolve("SHA256SUMS"));
    for (String[] words : asking) {
      Ended ended = launch(home.resolve("lors"), here, words);
      assertThat(ended.out)
          .contains("libraries=" + natives + "/torch/lib flavor=cu128 version=2.7.1")
          .contains("lorsbench-cli.jar")
          .doesNotContain("pytorch-native-cpu");
      assertThat(ended.code).isEqualTo(7);
    }
    Ended cpu = launch(home.resolve("lors"), here, "train", "--device", "cpu");
    assertThat(cpu.out).contains("libraries= flavor= version=").contains("cli/target/lib/*");
  }

  @Test
  void anInstallationOfTorchIsUsedOrRefusedByItsVersion() throws Exception {
    Path torch = Files.createDirectories(temp.resolve("site-packages/torch/lib")).getParent();
    Files.createFile(torch.resolve("lib/libtorch_cuda.so"));
    Path version = torch.resolve("version.py");
    for (Path given : List.of(torch, torch.getParent())) {
      Map<String, String> here =
          Map.of("JAVA_HOME", java.toString(), "LORS_TORCH", given.toString());
      Files.writeString(
          version, "__version__ = '2.7.1+cu126'\ncuda: Optional[str] = '12.6'\nhip = None\n");
      Ended right = launch(home.resolve("lors"), here, "train", "--device", "cuda");
      assertThat(right.out).contains("/torch/lib flavor=cu128");
      Map<String, String> plain = Map.of("JAVA_HOME", java.toString());
      for (String[] option :
          List.of(new String[] {"--torch", given + ""}, new String[] {"--torch=" + given})) {
        String[] line = {"train", "--device", "cuda"};
        String[] all = Arrays.copyOf(option, option.length + line.length);
        System.arraycopy(line, 0, all, option.length, line.length);
        Ended byOption = launch(home.resolve("lors"), plain, all);
        assertThat(byOption.out).contains("/torch/lib flavor=cu128").doesNotContain("--torch");
      }
      for (String other : List.of("2.6.0+cu124", "2.7.1+cpu")) {
        String cuda = other.endsWith("cpu") ? "None" : "'12.4'";
        Files.writeString(version, "__version__ = '" + other + "'\ncuda = " + cuda + "\n");
        Ended wrong = launch(home.resolve("lors"), here, "train", "--device", "cuda");
        assertThat(wrong.code).isEqualTo(1);
        assertThat(wrong.out).contains("torch " + other).contains("torch 2.7.1 for CUDA 12");
      }
    }
  }

  private static Path tool(String name) {
    Path usr = Path.of("/usr/bin", name);
    return Files.exists(usr) ? usr : Path.of("/bin", name);
  }

  private Path fakeJava(String version) throws IOException {
    Path root = temp.resolve("java-" + version);
    Path bin = Files.createDirectories(root.resolve("bin"));
    Path program = bin.resolve("java");
    Files.writeString(
        program,
        """
        #!/bin/sh
        case $1 in -version) echo 'openjdk version "%s"' >&2; exit 0 ;; esac
        last=
        for a; do case $a in dev.lorsbench.*) last=yes ;; esac
          if [ -n "$last" ]; then printf '%%s|' "$a"; else printf '%%s ' "$a"; fi
        done | sed 's/|$//'
        echo
        case "$*" in *--device*|*--slots*|*--queue*)
          echo "libraries=$PYTORCH_LIBRARY_PATH flavor=$PYTORCH_FLAVOR version=$PYTORCH_VERSION" ;;
        esac
        exit 7
        """
            .formatted(version));
    executable(program);
    return root;
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Ended launch(Path launcher, Map<String, String> environment, String... words)
      throws Exception {
    ProcessBuilder builder = new ProcessBuilder(launcher.toString());
    builder.command().addAll(List.of(words));
    builder
        .environment()
        .keySet()
        .removeAll(List.of("JAVA_HOME", "LORS_JAVA_OPTS", "LORS_TORCH", "PYTORCH_LIBRARY_PATH"));
    builder.environment().putAll(environment);
    builder.directory(temp.toFile()).redirectErrorStream(true);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out);
  }
}
