package dev.lorsbench.cli.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lorsbench.cli.CliException;
import dev.lorsbench.files.Printable;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Refuses what `lors backup` never writes; the message names the field. */
  Contents {
    Required.text("schema", schema);
    Required.text("program", program);
    Required.text("made", made);
    tables = Required.map("tables", tables, Required.NAME);
    tables.forEach((table, columns) -> Required.list("tables." + table, columns));
    rows = Required.map("rows", rows, Required.NAME);
    rows.forEach((table, count) -> Required.that(count >= 0, "rows." + table + " is negative"));
    checkpoints = Required.list("checkpoints", checkpoints);
    lost = Required.list("lost", lost);
    sha256 = Required.map("sha256", sha256, Required.ENTRY);
    sha256.forEach(
        (name, sum) ->
            Required.that(
                sum.matches("[0-9a-f]{64}"), "the SHA-256 of " + name + " has not 64 hex digits"));
  }

  /**
   * A checkpoint's row.
   *
   * @param file name of its manifest; the tensors have the same with another ending
   */
  record Checkpoint(String trial, long step, String file) {
    Checkpoint {
      Required.text("a checkpoint's trial", trial);
      Required.text("a checkpoint's file", file);
      Required.that(step >= 0, "a checkpoint's step is negative");
    }

    private static final String TRIAL = "[0-9a-zA-Z-]{1,100}";
    private static final String FILE = "step-\\d{1,18}(-a\\d{1,18})?\\.json";

    /** Names become paths, so they are held to the form of ours. */
    boolean wellNamed() {
      return trial.matches(TRIAL) && file.matches(FILE);
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

  /** Every table and checkpoint has its entries, and there are no others. */
  private void requireOwnEntries(String where) {
    Set<String> own = new HashSet<>();
    tables.keySet().forEach(table -> own.add(entry(table)));
    for (Checkpoint c : checkpoints) {
      own.add(c.entry(c.file()));
      own.add(c.entry(c.tensors()));
    }
    if (!own.equals(sha256.keySet())) {
      Set<String> odd = new TreeSet<>(own);
      Set<String> both = new HashSet<>(own);
      both.retainAll(sha256.keySet());
      odd.addAll(sha256.keySet());
      odd.removeAll(both);
      throw new CliException(
          "%s: %s has no checksum, or no place, for \"%s\": take another backup"
              .formatted(where, ENTRY, Printable.quote(odd.iterator().next())));
    }
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
      throw new CliException(
          "%s: %s is not what `lors backup` writes%s".formatted(where, ENTRY, Required.said(e)), e);
    }
    if (c == null) {
      throw new CliException(where + ": " + ENTRY + " is null, not what `lors backup` writes");
    }
    if (c.format != FORMAT) {
      throw new CliException(
          "%s has format %d, this program reads format %d: restore it with lors %s"
              .formatted(where, c.format, FORMAT, Printable.quote(c.program)));
    }
    for (Checkpoint checkpoint : c.checkpoints) {
      if (!checkpoint.wellNamed()) {
        throw new CliException(
            "%s: the checkpoint \"%s\" is not named as `lors backup` names them"
                .formatted(where, Printable.quote(checkpoint.trial() + "/" + checkpoint.file())));
      }
    }
    c.requireOwnEntries(where);
    return c;
  }
}
