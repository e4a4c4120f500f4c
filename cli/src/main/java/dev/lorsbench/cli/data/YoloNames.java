package dev.lorsbench.cli.data;

import dev.lorsbench.cli.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The class names of a YOLO data set. */
final class YoloNames {
  private static final long MOST_BYTES = 1 << 20;
  private static final List<String> FILES = List.of("data.yaml", "data.yml", "dataset.yaml");
  private static final List<String> LISTS = List.of("classes.txt", "obj.names");

  private YoloNames() {}

  /**
   * @param given a list of names, or null to look in the folder
   */
  static List<String> of(Path folder, Path given) {
    if (given != null) {
      return list(given);
    }
    for (String name : FILES) {
      if (Files.isRegularFile(folder.resolve(name))) {
        return yaml(folder.resolve(name));
      }
    }
    for (String name : LISTS) {
      if (Files.isRegularFile(folder.resolve(name))) {
        return list(folder.resolve(name));
      }
    }
    throw new CliException(
        folder + ": has neither data.yaml nor classes.txt; name the classes with --classes FILE");
  }

  private static List<String> list(Path file) {
    List<String> names = text(file).lines().map(String::strip).toList();
    while (!names.isEmpty() && names.get(names.size() - 1).isEmpty()) {
      names = names.subList(0, names.size() - 1);
    }
    return sound(names, file);
  }

  private static List<String> yaml(Path file) {
    LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
    Object root;
    try {
      root = new Load(settings).loadFromString(text(file));
    } catch (YamlEngineException e) {
      throw new CliException(file + ": not valid YAML: " + e.getMessage(), e);
    }
    Object names = root instanceof Map<?, ?> map ? map.get("names") : null;
    if (names instanceof List<?> list) {
      return sound(list.stream().map(String::valueOf).toList(), file);
    }
    if (names instanceof Map<?, ?> numbered) {
      return sound(numbered(numbered, file), file);
    }
    throw new CliException(file + ": \"names\" must be a list, or numbers from 0 with a name each");
  }

  private static List<String> numbered(Map<?, ?> names, Path file) {
    List<String> ordered = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Object name = names.get(i);
      if (name == null) {
        throw new CliException(file + ": \"names\" has no class " + i + "; they count from 0");
      }
      ordered.add(String.valueOf(name));
    }
    return ordered;
  }

  private static List<String> sound(List<String> names, Path file) {
    if (names.isEmpty()) {
      throw new CliException(file + ": names no classes");
    }
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).isBlank()) {
        throw new CliException(file + ": the name of class " + i + " is empty");
      }
    }
    return names;
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new CliException(file + ": is larger than 1 MiB, the most for a list of names");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new CliException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
