package dev.lorsbench.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The classifiers known by name, as {@link Presets} are the detectors. */
public final class ClassifierPresets {
  /** All names, in the order they are shown. */
  public static final List<String> NAMES = List.of("deit-tiny", "deit-tiny-lors");

  // A sweep of many thousand trials names the same few again and again.
  private static final Map<String, ClassifierConfig> READ = new ConcurrentHashMap<>();

  private ClassifierPresets() {}

  /**
   * The classifier of that name.
   *
   * @throws ConfigException naming the nearest preset where there is none
   */
  public static ClassifierConfig of(String name) {
    return READ.computeIfAbsent(name, n -> ClassifierConfig.parse(yaml(n), "preset " + n));
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
