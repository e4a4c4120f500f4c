package dev.lorsbench.cli.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.cli.Lors;
import dev.lorsbench.cli.train.TinyModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * {@code lors eval --parts} as processes of its own: one is killed by SIGKILL in the middle, two go
 * on together, and what their parts give has the bits of an evaluation in one go.
 */
@Timeout(600)
class KilledEvaluationTest {
  private static final int IMAGES = 240;
  private static final int SIGKILL = 137;
  private static final int SIGTERM = 143;

  @TempDir Path temp;
  private Path run;
  private Path data;
  private Path parts;

  /** The native library is not taken down under the thread that computes in it. */
  @Test
  void askedToEndItDoesSoWithoutACrash() throws Exception {
    trained();
    Process process = afterTheFirstPart();
    process.toHandle().destroy();
    assertThat(output(process)).doesNotContain("fatal error", "SIGSEGV");
    assertThat(process.waitFor()).isEqualTo(SIGTERM);
    try (Stream<Path> left = Files.list(temp)) {
      assertThat(left.map(f -> f.getFileName().toString())).noneMatch(f -> f.startsWith("hs_err"));
    }
  }

  @Test
  void twoOthersGoOnFromTheFinishedPartsToTheSameBits() throws Exception {
    trained();
    killAfterTheFirstPart();
    Map<String, Object> finished = partFiles();
    assertThat(finished).hasSizeBetween(1, IMAGES - 1);

    Process one = start("--share", "1/2");
    Process two = start("--share", "2/2");
    assertThat(output(one)).contains("share 1/2: " + IMAGES / 2 + " parts in ");
    assertThat(output(two)).contains("share 2/2: " + IMAGES / 2 + " parts in ");
    assertThat(one.waitFor()).isZero();
    assertThat(two.waitFor()).isZero();
    assertThat(partFiles()).hasSize(IMAGES).containsAllEntriesOf(finished);

    assertThat(lors(eval("--json", "--per-category")))
        .isEqualTo(lors(whole("--json", "--per-category")));
    assertThat(parts).doesNotExist();
  }

  private void trained() throws IOException {
    data = TinyModel.data(temp, IMAGES);
    run = temp.resolve("run");
    parts = temp.resolve("parts");
    String train = "--size 64 --steps 2 --batch 1 --threads 1 --set warmup_steps=0";
    List<String> words = new ArrayList<>(List.of("train", "--data", data.toString()));
    words.addAll(List.of("--config", TinyModel.config(temp).toString(), "--out", run.toString()));
    words.addAll(List.of(train.split(" ")));
    lors(words);
  }

  private void killAfterTheFirstPart() throws IOException, InterruptedException {
    Process process = afterTheFirstPart();
    process.destroyForcibly();
    assertThat(process.waitFor()).isEqualTo(SIGKILL);
  }

  private Process afterTheFirstPart() throws IOException {
    Process process = start();
    while (partFiles().isEmpty()) {
      assertThat(process.isAlive()).isTrue();
      LockSupport.parkNanos(200_000);
    }
    return process;
  }

  /** By name the file itself, which is another one where it was written again. */
  private Map<String, Object> partFiles() throws IOException {
    Map<String, Object> files = new TreeMap<>();
    if (Files.isDirectory(parts)) {
      try (Stream<Path> all = Files.list(parts)) {
        for (Path part : all.filter(f -> f.toString().endsWith(".part")).toList()) {
          files.put(part.getFileName().toString(), Files.getAttribute(part, "unix:ino"));
        }
      }
    }
    return files;
  }

  private List<String> whole(String... more) {
    List<String> words = new ArrayList<>(List.of("eval", run.toString()));
    words.addAll(List.of("--data", data.toString(), "--threads", "1", "--batch", "1"));
    words.addAll(List.of(more));
    return words;
  }

  private List<String> eval(String... more) {
    List<String> words = whole("--parts", parts.toString(), "--part-images", "1");
    words.addAll(List.of(more));
    return words;
  }

  private Process start(String... more) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(System.getProperty("java.home") + "/bin/java");
    words.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
    words.add("dev.lorsbench.cli.Lors");
    words.addAll(eval(more));
    return new ProcessBuilder(words).directory(temp.toFile()).redirectErrorStream(true).start();
  }

  private static String output(Process ended) throws IOException {
    return new String(ended.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String lors(List<String> words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Lors.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err, true));
    assertThat(line.execute(words.toArray(String[]::new))).as(err.toString()).isZero();
    return out.toString();
  }
}
