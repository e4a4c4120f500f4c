package dev.lorsbench.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The classifiers known by name, as {@link Presets} are the detectors. */
public final class ClassifierPresets {
  /** All names, in the order they are shown. */
  public static final List<String> NAMES = List.of("deit-tiny", "deit-tiny-lors");

  private ClassifierPresets() {}

  /**
   * The classifier of that name.
   *
   * @throws ConfigException naming the nearest preset where there is none
   */
  public static ClassifierConfig of(String name) {
    return ClassifierConfig.parse(yaml(name), "preset " + name);
  }

  /** The preset's YAML text. */
  public static String yaml(String name) {
    if (!NAMES.contains(name)) {
      throw new ConfigException(Nearest.unknown("preset", name, NAMES));
    }
    String resource = "classifiers/" + name + ".yaml";
    try (InputStream in = ClassifierPresets.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
