package dev.lorsbench.cli.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lorsbench.cli.CliException;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What an archive holds: its entry {@code backup.json}, the last one written.
 *
 * @param schema the ledger's, as its newest migration
 * @param program version that wrote it
 * @param made when the ledger was as it is in here, ISO 8601
 * @param tables columns by table, in the order in which rows can be put back
 * @param rows by table
 * @param checkpoints whose files are in here
 * @param lost pointers whose files were gone
 * @param sha256 of every other entry, 64 hex digits, by name
 */
record Contents(
    int format,
    String schema,
    String program,
    String made,
    Map<String, List<String>> tables,
    Map<String, Long> rows,
    List<Checkpoint> checkpoints,
    List<Checkpoint> lost,
    Map<String, String> sha256) {
  static final int FORMAT = 1;
  static final String ENTRY = "backup.json";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /**
   * A checkpoint's row.
   *
   * @param file name of its manifest; the tensors have the same with another ending
   */
  record Checkpoint(String trial, long step, String file) {
    private static final String TRIAL = "[0-9a-zA-Z-]{1,100}";
    private static final String FILE = "step-\\d{1,18}(-a\\d{1,18})?\\.json";

    /** Names become paths, so they are held to the form of ours. */
    boolean wellNamed() {
      return trial != null && file != null && trial.matches(TRIAL) && file.matches(FILE);
    }

    String tensors() {
      return file.replaceAll("\\.json$", ".safetensors");
    }

    /** The archive's entry of one of its files. */
    String entry(String name) {
      return "checkpoints/" + trial + "/" + name;
    }
  }

  /** The archive's entry of a table. */
  static String entry(String table) {
    return "ledger/" + table + ".copy";
  }

  String json() {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads and checks; {@code where} names the archive in errors. */
  static Contents parse(byte[] json, String where) {
    Contents c;
    try {
      c = MAPPER.readValue(json, Contents.class);
    } catch (IOException e) {
      throw new CliException(where + ": " + ENTRY + " is not what `lors backup` writes", e);
    }
    if (c.format != FORMAT) {
      throw new CliException(
          "%s has format %d, this program reads format %d: restore it with lors %s"
              .formatted(where, c.format, FORMAT, c.program));
    }
    if (c.schema == null || c.tables == null || c.checkpoints == null || c.sha256 == null) {
      throw new CliException(where + ": " + ENTRY + " is incomplete");
    }
    for (Checkpoint checkpoint : c.checkpoints) {
      if (!checkpoint.wellNamed()) {
        throw new CliException(
            where + ": the checkpoint " + checkpoint + " is not named as `lors backup` names them");
      }
    }
    return c;
  }
}
