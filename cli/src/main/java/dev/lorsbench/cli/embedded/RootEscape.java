package dev.lorsbench.cli.embedded;

import dev.lorsbench.cli.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * PostgreSQL refuses to run as root, as one is in many containers. A user namespace makes root
 * somebody else for one process; where the kernel forbids that, {@code setpriv} runs it as nobody,
 * who keeps only the capability to reach the data directory.
 *
 * @param prefix of every PostgreSQL command line; empty for other users
 * @param owner whom the data directory must belong to; null leaves it
 */
record RootEscape(List<String> prefix, String owner) {
  private static final List<String> NAMESPACE = List.of("unshare", "-U");
  private static final List<String> NOBODY =
      List.of(
          "setpriv",
          "--reuid=65534",
          "--regid=65534",
          "--clear-groups",
          "--inh-caps=+dac_override",
          "--ambient-caps=+dac_override");

  static RootEscape choose() {
    if (!"root".equals(System.getProperty("user.name"))) {
      return new RootEscape(List.of(), null);
    }
    if (works(NAMESPACE)) {
      return new RootEscape(NAMESPACE, null);
    }
    if (works(NOBODY)) {
      return new RootEscape(NOBODY, "nobody");
    }
    throw new CliException(
        "PostgreSQL does not run as root, and neither unshare nor setpriv works here;"
            + " run lors as another user");
  }

  private static boolean works(List<String> prefix) {
    try {
      Process process =
          new ProcessBuilder(Stream.concat(prefix.stream(), Stream.of("true")).toList())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Gives a folder and all in it to {@link #owner}. */
  void own(Path folder) throws IOException {
    if (owner == null) {
      return;
    }
    UserPrincipal user =
        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner);
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.toList();
    }
    for (Path path : paths) {
      Files.setOwner(path, user);
    }
  }

  List<String> command(List<String> words) {
    return Stream.concat(prefix.stream(), words.stream()).toList();
  }
}
