package dev.lorsbench.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The models known by name. Each is a YAML resource beside this class that a user can print and
 * copy.
 */
public final class Presets {
  /** All names, in the order they are shown. */
  public static final List<String> NAMES =
      List.of(
          "adamixer-tiny",
          "lors-tiny",
          "adamixer-r50-1x",
          "adamixer-r50-3x-300q",
          "adamixer-r101-3x",
          "adamixer-x101-3x",
          "adamixer-r50-matched",
          "lors-r50-1x",
          "lors-r50-3x-300q",
          "lors-r101-3x",
          "lors-swin-s-3x");

  // A sweep of many thousand trials names the same few again and again.
  private static final Map<String, ModelConfig> READ = new ConcurrentHashMap<>();

  private Presets() {}

  /**
   * The model of that name.
   *
   * @throws ConfigException naming the nearest preset where there is none
   */
  public static ModelConfig of(String name) {
    return READ.computeIfAbsent(name, n -> ModelConfig.parse(yaml(n), "preset " + n));
  }

  /** The preset's YAML text. */
  public static String yaml(String name) {
    if (!NAMES.contains(name)) {
      throw new ConfigException(Nearest.unknown("preset", name, NAMES));
    }
    try (InputStream in = Presets.class.getResourceAsStream("presets/" + name + ".yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ModelConfig at(Section where, String name) {
    return where.build(() -> of(name));
  }
}
