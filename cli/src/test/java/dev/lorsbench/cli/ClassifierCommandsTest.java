package dev.lorsbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Train, compress, train on, merge: a classifier's way through the commands. */
class ClassifierCommandsTest {
  private static final String FULL =
      "{patch_size: 8, embed_dim: 16, depth: 3, num_heads: 2, mlp_ratio: 2}";
  @TempDir Path temp;
  private Path data;
  private Path full;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws IOException {
    data = Files.createDirectories(temp.resolve("data"));
    Files.writeString(data.resolve("batches.meta.txt"), "cat\ndog\n");
    Files.write(data.resolve("train_batch.bin"), images(12));
    Files.write(data.resolve("test_batch.bin"), images(6));
    full = Files.writeString(temp.resolve("full.yaml"), FULL);
  }

  @Test
  void trainCompressTrainOnMerge() throws IOException {
    Path run = temp.resolve("run");
    assertThat(train(full, run)).isZero();
    assertThat(JsonParser.parseString(out.toString()).getAsJsonObject().get("task").getAsString())
        .isEqualTo("classification");

    Path low = temp.resolve("low.safetensors");
    JsonObject report = json("compress", run, "--rank", 4, "--out", low, "--json");
    assertThat(report.getAsJsonArray("layers")).hasSize(3 * 4);
    assertThat(report.get("parameters").getAsLong())
        .isLessThan(report.get("parameters_before").getAsLong());

    Path config = Files.writeString(temp.resolve("low.yaml"), FULL.replace("}", ", rank: 4}"));
    Path tuned = temp.resolve("tuned");
    assertThat(train(config, tuned, "--from", low)).isZero();

    Path plain = temp.resolve("plain.safetensors");
    JsonObject merged = json("merge", tuned, "--out", plain, "--json");
    assertThat(merged.get("deviation").getAsDouble()).isLessThan(1e-5);
    assertThat(merged.get("family").getAsString()).isEqualTo("deit");

    assertThat(run("merge", plain, "--out", temp.resolve("again.safetensors"))).isEqualTo(2);
    assertThat(err.toString()).contains("holds a model of plain weights (deit); nothing to merge");
    assertThat(run("compress", tuned, "--rank", 4, "--out", plain)).isEqualTo(2);
    assertThat(err.toString()).contains("holds a LORS model; give one of plain weights");
    assertThat(train(config, temp.resolve("bad"), "--from", plain)).isEqualTo(1);
    assertThat(err.toString()).contains("does not fit the model: tensor", "is missing");
  }

  @Test
  void aRankBeyondTheModelIsOneLineAndNothingIsWritten() {
    assertThat(train(full, temp.resolve("run"))).isZero();
    Path low = temp.resolve("low.safetensors");
    assertThat(run("compress", temp.resolve("run"), "--rank", 17, "--out", low)).isEqualTo(2);
    assertThat(err.toString()).contains("rank is 17; allowed is 0 to 16");
    assertThat(low).doesNotExist();
    assertThat(run("compress", temp.resolve("nowhere"), "--rank", 1, "--out", low)).isEqualTo(2);
    assertThat(err.toString()).contains("nowhere does not exist");
  }

  private int train(Path config, Path to, Object... more) {
    Object[] base = {
      "train",
      "--task",
      "classification",
      "--data",
      data,
      "--config",
      config,
      "--steps",
      3,
      "--batch",
      4,
      "--set",
      "warmup_steps=0",
      "--threads",
      1,
      "--json",
      "--out",
      to
    };
    Object[] all = Arrays.copyOf(base, base.length + more.length);
    System.arraycopy(more, 0, all, base.length, more.length);
    return run(all);
  }

  private JsonObject json(Object... arguments) {
    assertThat(run(arguments)).as(err.toString()).isZero();
    return JsonParser.parseString(out.toString()).getAsJsonObject();
  }

  private int run(Object... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line = Lors.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err, true));
    String[] texts = Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
    return line.execute(texts);
  }

  private static byte[] images(int count) {
    byte[] all = new byte[count * 3073];
    new Random(count).nextBytes(all);
    for (int i = 0; i < count; i++) {
      all[i * 3073] = (byte) (i % 2);
    }
    return all;
  }
}
