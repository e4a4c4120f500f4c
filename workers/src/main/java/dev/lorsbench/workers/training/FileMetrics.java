package dev.lorsbench.workers.training;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.lorsbench.experiment.Evaluation;
import dev.lorsbench.experiment.Metric;
import dev.lorsbench.files.TextFile;
import dev.lorsbench.files.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * {@code metrics.jsonl}: a line a logged step, {@code {"step":20,"loss":1.5,...}}, and a line an
 * evaluation, {@code {"step":1200,"evaluation":{"ap":0.27,...}}} or {@code {"top1":0.4,...}} for a
 * classifier, in the order of steps. Values that are not finite are texts: "NaN", "Infinity".
 */
final class FileMetrics implements MetricSink, AutoCloseable {
  private final Path file;
  private FileChannel out;

  private static final int LARGEST = Integer.MAX_VALUE - 8;

  FileMetrics(Path file) throws IOException {
    this.file = file;
    open();
  }

  private void open() throws IOException {
    out =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  @Override
  public void record(List<Metric> metrics) {
    if (metrics.isEmpty()) {
      return;
    }
    JsonObject line = new JsonObject();
    line.addProperty("step", metrics.get(0).step());
    metrics.forEach(m -> add(line, m.name(), m.value()));
    append(line);
  }

  @Override
  public void record(Evaluation e) {
    JsonObject numbers = new JsonObject();
    if (e.top1() >= 0) {
      add(numbers, "top1", e.top1());
    } else {
      addBoxes(numbers, e);
    }
    add(numbers, "seconds", e.seconds());
    JsonObject line = new JsonObject();
    line.addProperty("step", e.step());
    line.add("evaluation", numbers);
    append(line);
  }

  private static void addBoxes(JsonObject numbers, Evaluation e) {
    add(numbers, "ap", e.ap());
    add(numbers, "ap50", e.ap50());
    add(numbers, "ap75", e.ap75());
    add(numbers, "ap_small", e.apSmall());
    add(numbers, "ap_medium", e.apMedium());
    add(numbers, "ap_large", e.apLarge());
  }

  private static void add(JsonObject line, String name, double value) {
    if (Double.isFinite(value)) {
      line.addProperty(name, value);
    } else {
      line.addProperty(name, Double.toString(value));
    }
  }

  private void append(JsonObject line) {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    long whole = -1;
    try {
      whole = out.size();
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    } catch (IOException e) {
      takeBack(whole);
      throw Storage.failure(file, e);
    }
  }

  /** Half a line must not stand before the next. */
  private void takeBack(long whole) {
    try {
      if (whole >= 0) {
        out.truncate(whole);
      }
    } catch (IOException stays) {
      return; // truncate() forgets half lines
    }
  }

  @Override
  public void truncate(long step) {
    try {
      StringBuilder kept = new StringBuilder();
      for (String line : TextFile.lines(file, LARGEST)) {
        if (belongs(line, step)) {
          kept.append(line).append('\n');
        }
      }
      out.close();
      WholeFile.write(file, kept.toString());
      open();
    } catch (IOException e) {
      throw Storage.failure(file, e);
    }
  }

  /** A line that a killed process left half written belongs to no step. */
  private static boolean belongs(String line, long step) {
    try {
      JsonObject json = JsonParser.parseString(line).getAsJsonObject();
      if (!json.has("step")) {
        return false;
      }
      long of = json.get("step").getAsLong();
      return json.has("evaluation") ? of < step : of <= step;
    } catch (JsonParseException
        | IllegalStateException
        | NumberFormatException
        | UnsupportedOperationException half) {
      return false;
    }
  }

  @Override
  public void flush() {
    try {
      out.force(true);
    } catch (IOException e) {
      throw Storage.failure(file, e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
