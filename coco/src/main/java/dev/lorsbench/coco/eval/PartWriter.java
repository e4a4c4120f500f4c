package dev.lorsbench.coco.eval;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.files.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Writes a part: magic, version, digest of the evaluation, the covered images, then category by
 * category; a CRC32C of all that ends it. Counts, places and bits are LEB128, places as distances
 * from the one before; scores are float64. About 14 bytes a detection at COCO's settings.
 */
final class PartWriter {
  static final long MAGIC = 0x4C4F_5253_5041_5254L; // LORSPART
  static final int VERSION = 1;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
  private final DataOutputStream out = new DataOutputStream(bytes);
  private final Scope scope;

  private PartWriter(Scope scope) {
    this.scope = scope;
  }

  static void write(EvaluationPart part, Path file) {
    try {
      byte[] bytes = new PartWriter(part.scope).bytes(part);
      WholeFile.write(file, to -> to.write(bytes));
    } catch (IOException e) {
      throw new CocoException(e.getMessage(), e);
    }
  }

  private byte[] bytes(EvaluationPart part) throws IOException {
    out.writeLong(MAGIC);
    out.writeInt(VERSION);
    out.write(scope.digest());
    leb(part.images.length);
    int before = -1;
    for (int image : part.images) {
      leb(image - before - 1L);
      before = image;
    }
    leb(part.tallies.size());
    for (Tally tally : part.tallies) {
      tally(tally);
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes.toByteArray());
    out.writeInt((int) crc.getValue());
    return bytes.toByteArray();
  }

  private void tally(Tally tally) throws IOException {
    leb(tally.groups);
    leb(tally.size);
    leb(tally.slots);
    int before = -1;
    for (int g = 0; g < tally.groups; g++) {
      leb(tally.groupImage[g] - before - 1L);
      before = tally.groupImage[g];
      for (int a = 0; a < tally.areas; a++) {
        leb(tally.positives[a][g]);
      }
    }
    before = -1;
    for (int i = 0; i < tally.size; i++) {
      // 0 goes on in the same image.
      leb(tally.image[i] - (long) before);
      before = tally.image[i];
      detection(tally, i);
    }
  }

  private void detection(Tally tally, int i) throws IOException {
    out.writeDouble(tally.score[i]);
    leb(tally.outside[i]);
    out.writeBoolean(tally.slot[i] >= 0);
    for (int a = 0; a < tally.areas && tally.slot[i] >= 0; a++) {
      leb(tally.matched[a][tally.slot[i]] & scope.everyThreshold());
      leb(tally.ignored[a][tally.slot[i]] & scope.everyThreshold());
    }
  }

  private void leb(long value) throws IOException {
    long left = value;
    while ((left & ~0x7FL) != 0) {
      out.write((int) (left & 0x7F | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }
}
