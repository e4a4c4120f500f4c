package dev.lorsbench.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.coco.shapes.Shapes;
import dev.lorsbench.coco.shapes.ShapesSpec;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

/**
 * Follows a document in an empty folder, with data and budgets that are small: {@code DIR} is a
 * generated set, two steps stand for hundreds. Nothing else of a command is changed.
 */
final class Newcomer implements AutoCloseable {
  private static final Map<String, String> SMALLER =
      Map.of(
          "steps: 1200",
          "steps: 2",
          "steps: 600",
          "steps: 2",
          "batch: 64",
          "batch: 4",
          "size: 160",
          "size: 64");
  private static final int RECORD = 1 + 3 * 32 * 32;

  private final Path folder;
  private final Path detection;
  private final Path classification;
  private final List<Process> staying = new ArrayList<>();

  private Newcomer(Path folder) throws IOException {
    this.folder = folder;
    detection = folder.resolve("shapes");
    Shapes.write(detection, new ShapesSpec(1, 8, 4, 64), written -> {});
    Files.copy(
        detection.resolve("annotations/instances_val.json"),
        detection.resolve("annotations/instances_test.json"));
    Files.createSymbolicLink(detection.resolve("test"), detection.resolve("val"));
    classification = Files.createDirectories(folder.resolve("classes"));
    Files.writeString(classification.resolve("batches.meta.txt"), "cat\ndog\n");
    Files.write(classification.resolve("train_batch.bin"), records(8));
    Files.write(classification.resolve("test_batch.bin"), records(4));
    ImageIO.write(picture(), "jpg", folder.resolve("photo.jpg").toFile());
    ImageIO.write(picture(), "png", folder.resolve("photo.png").toFile());
  }

  /** In that empty folder. */
  static Newcomer in(Path folder) throws IOException {
    return new Newcomer(folder);
  }

  /** Saves a YAML file that the block shows; runs its commands; gives how many that were. */
  int follow(CodeBlock block) throws Exception {
    String first = block.lines().get(0);
    if (first.matches("# \\S+\\.yaml.*")) {
      String name = first.substring(2).replaceFirst("\\.yaml.*", ".yaml");
      Files.writeString(folder.resolve(name), smaller(String.join("\n", block.lines())));
    }
    List<DocumentedCommand> commands = block.commands();
    for (DocumentedCommand command : commands) {
      run(command);
    }
    return commands.size();
  }

  private void run(DocumentedCommand command) throws Exception {
    boolean classes = command.words().contains("classification");
    List<String> words = new ArrayList<>();
    for (String word : command.words()) {
      words.add(word.equals("DIR") ? (classes ? classification : detection).toString() : word);
    }
    int steps = words.indexOf("--steps");
    if (steps >= 0) {
      words.set(steps + 1, "2");
    } else if (words.get(0).equals("train")) {
      words.addAll(List.of("--steps", "2", "--batch", "4"));
    }
    File output = folder.resolve("output-" + command.line() + ".txt").toFile();
    Process process = start(words, output);
    if (words.get(0).equals("up")) {
      staying.add(process);
      awaitUp(process, output.toPath());
    } else {
      int code = process.waitFor();
      assertThat(code).as(command + "\n" + Files.readString(output.toPath())).isZero();
    }
  }

  private Process start(List<String> words, File output) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(System.getProperty("java.home") + "/bin/java");
    line.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.lorsbench.cli.Lors"));
    line.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("LORS_DATA_DIR", folder.resolve("data").toString());
    return builder.directory(folder.toFile()).redirectOutput(output).start();
  }

  private static void awaitUp(Process process, Path output) {
    org.awaitility.Awaitility.await()
        .atMost(5, TimeUnit.MINUTES)
        .until(() -> !process.isAlive() || Files.readString(output).contains("lors is up"));
    assertThat(process.isAlive()).as("lors up stays").isTrue();
  }

  private static String smaller(String yaml) {
    String small = yaml;
    for (Map.Entry<String, String> change : SMALLER.entrySet()) {
      small = small.replace(change.getKey(), change.getValue());
    }
    return small;
  }

  private static byte[] records(int count) {
    byte[] all = new byte[count * RECORD];
    new Random(1).nextBytes(all);
    for (int i = 0; i < count; i++) {
      all[i * RECORD] = (byte) (i % 2);
    }
    return all;
  }

  private static BufferedImage picture() {
    BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
    image.createGraphics().fillRect(8, 8, 20, 20);
    return image;
  }

  @Override
  public void close() throws InterruptedException {
    for (Process process : staying) {
      process.destroy();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }
}
