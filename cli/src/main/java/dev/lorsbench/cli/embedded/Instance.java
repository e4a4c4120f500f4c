package dev.lorsbench.cli.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the services of a data directory are to be found; {@code instance.json} in it.
 *
 * @param pid process that runs them
 * @param databaseUrl JDBC URL without a password
 * @param temporal host:port of Temporal's front end
 * @param temporalTls whether that asks for the data directory's key
 * @param temporalUi URL of Temporal's own pages, or empty
 * @param dashboard URL, or empty while it is starting
 */
public record Instance(
    long pid,
    String databaseUrl,
    String temporal,
    boolean temporalTls,
    String temporalUi,
    String dashboard) {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /** This process, nothing started yet. */
  public static Instance starting() {
    return new Instance(ProcessHandle.current().pid(), "", "", false, "", "");
  }

  static Optional<Instance> read(Path root) {
    try {
      return Optional.of(
          JSON.readValue(Files.readAllBytes(root.resolve("instance.json")), Instance.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  String json() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
