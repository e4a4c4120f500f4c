package dev.lorsbench.cli.chaos;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A wall clock for each service: none where there is no C compiler. */
final class Clocks {
  private final Path folder;
  private final Optional<Path> library;
  private final Map<String, Clock> all = new LinkedHashMap<>();

  /** Clocks whose files are in a folder. */
  Clocks(Path folder) {
    this.folder = folder;
    this.library = Clock.library(folder);
  }

  /** A clock for a service that asks the C library for the time, as what puts it under it. */
  Map<String, String> of(String service) {
    library.ifPresent(
        made -> all.put(service, new Clock(made, folder.resolve(service + ".clock"))));
    return library.isPresent() ? all.get(service).environment() : Map.of();
  }

  /**
   * The same for a program in Go, which asks the kernel: where the library answers for that too.
   */
  Map<String, String> ofGo(String service) {
    return System.getProperty("os.arch").equals("amd64") ? of(service) : Map.of();
  }

  /** By service. */
  Map<String, Clock> all() {
    return Collections.unmodifiableMap(all);
  }
}
