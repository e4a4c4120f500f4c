package dev.lorsbench.workers.training;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import dev.lorsbench.files.TextFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What a checkpoint holds, as JSON beside its tensors. A checkpoint exists once its manifest does.
 *
 * @param trial the id of the trial whose bits these are
 * @param step optimiser steps done; also the position in the data
 * @param trainSeconds of the steps so far, over all attempts
 * @param peakMib largest memory so far, over all attempts; null where unknown
 * @param threads native threads, which a run that goes on must keep for the same bits
 * @param best the best evaluation before this checkpoint; null in older ones
 * @param skipped what the run went on without; null in older ones
 * @param file name of the safetensors file in the same folder
 * @param crc32c of that file, 8 hex digits
 */
public record CheckpointManifest(
    int format,
    String trial,
    long step,
    double trainSeconds,
    Double peakMib,
    int threads,
    Best best,
    Skipped skipped,
    String file,
    long bytes,
    String crc32c) {
  static final int FORMAT = 1;
  private static final int LARGEST = 16 << 20;
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  /** What the run was at, without its tensors. */
  RunState state() {
    return new RunState(
        step,
        trainSeconds,
        peakMib == null ? Double.NaN : peakMib,
        threads,
        best == null ? Best.NONE : best,
        skipped == null ? Skipped.NONE : skipped);
  }

  String json() {
    return GSON.toJson(this) + "\n";
  }

  /**
   * Reads a manifest.
   *
   * @throws IOException saying in one line what is wrong with it
   */
  static CheckpointManifest read(Path json) throws IOException {
    try {
      CheckpointManifest m = GSON.fromJson(TextFile.read(json, LARGEST), CheckpointManifest.class);
      if (m == null
          || m.format != FORMAT
          || m.trial == null
          || m.file == null
          || !m.file.matches("[A-Za-z0-9._-]{1,200}")
          || m.crc32c == null
          || m.step < 0) {
        throw new IOException("is not a checkpoint's manifest of format " + FORMAT);
      }
      return m;
    } catch (JsonParseException e) {
      throw new IOException("is not JSON", e);
    }
  }
}
