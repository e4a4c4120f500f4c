package dev.lorsbench.orchestrator.testing;

import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.orchestrator.search.SweepFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every whole sweep that the README and docs/ show, as a file or within a page. */
public final class DocumentedSweeps {
  private static final int IMAGES = 1000;
  private static final Pattern PARAGRAPH = Pattern.compile("(?m)(?:^ {4}.*\\R?)+");

  private DocumentedSweeps() {}

  /** Their texts, by where they stand: {@code docs/sweeps/tpe.yaml}, {@code README.md:51}. */
  public static Map<String, String> texts() {
    Path root = root();
    Map<String, String> all = new LinkedHashMap<>();
    for (Path file : files(root)) {
      String name = root.relativize(file).toString();
      if (name.endsWith(".yaml")) {
        all.put(name, text(file));
      } else {
        all.putAll(within(name, text(file)));
      }
    }
    return all;
  }

  /** The sweep with what {@code lors submit} takes from a data set's folder. */
  public static SweepSpec read(String name, String text) {
    DataConfig data = DataConfig.folder("/data").withFingerprint("print");
    SweepSpec sweep = SweepFile.read(text, name, Optional.of(data));
    boolean counts = sweep.budget().filter(b -> b.needsImages()).isPresent();
    return counts ? sweep.withTrainImages(IMAGES) : sweep;
  }

  private static List<Path> files(Path root) {
    List<Path> all = new ArrayList<>(List.of(root.resolve("README.md")));
    try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
      docs.filter(f -> f.toString().matches(".*\\.(yaml|yml|md)")).sorted().forEach(all::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /** The indented paragraphs of a page that name a sweep and say what its trials are. */
  private static Map<String, String> within(String page, String text) {
    Map<String, String> found = new LinkedHashMap<>();
    Matcher paragraphs = PARAGRAPH.matcher(text);
    while (paragraphs.find()) {
      String block = paragraphs.group().indent(-4);
      if (block.matches("(?sm).*^name: .*") && block.matches("(?sm).*^(trials|search):.*")) {
        long line = text.substring(0, paragraphs.start()).lines().count() + 1;
        found.put(page + ":" + line, block);
      }
    }
    return found;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
