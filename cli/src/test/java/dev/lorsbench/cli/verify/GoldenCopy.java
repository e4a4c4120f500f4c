package dev.lorsbench.cli.verify;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.lorsbench.cli.Lors;
import dev.lorsbench.models.tensors.Safetensors;
import dev.lorsbench.models.tensors.StoredTensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine;

/** A copy of the tests' golden folder that a test may damage, and the command that verifies it. */
record GoldenCopy(Path folder) {
  /** What a command printed and how it ended. */
  record Outcome(int code, List<String> out, List<String> err) {
    String last() {
      return out.get(out.size() - 1);
    }

    String line(String name) {
      return out.stream().filter(l -> l.startsWith(name + " ")).findFirst().orElseThrow();
    }
  }

  static GoldenCopy in(Path empty) throws IOException {
    Path golden = empty.resolve("golden");
    Path source = source();
    try (Stream<Path> all = Files.walk(source)) {
      for (Path from : all.toList()) {
        Files.copy(from, golden.resolve(source.relativize(from).toString()));
      }
    }
    return new GoldenCopy(golden);
  }

  private static Path source() {
    try {
      return Path.of(GoldenCopy.class.getResource("/golden").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static Outcome verify(Path folder, String... options) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Lors.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err, true));
    String[] arguments =
        Stream.concat(Stream.of("verify", folder.toString()), Stream.of(options))
            .toArray(String[]::new);
    int code = line.execute(arguments);
    return new Outcome(code, out.toString().lines().toList(), err.toString().lines().toList());
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  void json(String name, Consumer<JsonElement> change) throws IOException {
    JsonElement json = JsonParser.parseString(Files.readString(file(name)));
    change.accept(json);
    Files.writeString(file(name), json.toString());
  }

  /** Replaces one tensor; null removes it. */
  void tensor(String name, String tensor, StoredTensor other) throws IOException {
    Safetensors read = Safetensors.read(file(name));
    Map<String, StoredTensor> all = new LinkedHashMap<>(read.tensors());
    all.remove(tensor);
    if (other != null) {
      all.put(tensor, other);
    }
    Safetensors.write(file(name), all.values(), Map.of());
  }

  StoredTensor tensor(String name, String tensor) throws IOException {
    return Safetensors.read(file(name)).find(tensor).orElseThrow();
  }
}
