package dev.lorsbench.cli.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lorsbench.files.RegularFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
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
  private static final int LARGEST = 1 << 16;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

  /** Everything must be there, if only as an empty text. */
  public Instance {
    for (String text : Arrays.asList(databaseUrl, temporal, temporalUi, dashboard)) {
      if (text == null) {
        throw new IllegalArgumentException("instance.json lacks an address");
      }
    }
  }

  /** This process, nothing started yet. */
  public static Instance starting() {
    return new Instance(ProcessHandle.current().pid(), "", "", false, "", "");
  }

  static Optional<Instance> read(Path root) {
    try {
      return Optional.ofNullable(
          JSON.readValue(RegularFile.read(root.resolve("instance.json"), LARGEST), Instance.class));
    } catch (IOException absentOrDamaged) {
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
