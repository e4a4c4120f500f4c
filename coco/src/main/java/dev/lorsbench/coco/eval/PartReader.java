package dev.lorsbench.coco.eval;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.files.RegularFile;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Reads what {@link PartWriter} writes and believes none of it: every count is bounded by the bytes
 * that are left before room is made for it, every place and bit by the evaluation.
 */
final class PartReader {
  private static final int MAX_LENGTH = 1 << 30;
  private static final int HEAD = 8 + 4 + 32;

  private final Scope scope;
  private final PartBytes bytes;
  private final ByteBuffer in;

  private PartReader(Scope scope, PartBytes bytes) {
    this.scope = scope;
    this.bytes = bytes;
    this.in = bytes.in;
  }

  static EvaluationPart read(Path file, Scope scope) {
    byte[] all = bytes(file);
    PartBytes bytes = new PartBytes(file, ByteBuffer.wrap(all, 0, all.length - 4));
    PartReader reader = new PartReader(scope, bytes);
    try {
      reader.head(all);
      return reader.part();
    } catch (BufferUnderflowException e) {
      throw bytes.bad("the file ends too early");
    }
  }

  private static byte[] bytes(Path file) {
    try {
      byte[] all = RegularFile.read(file, MAX_LENGTH);
      if (all.length < HEAD + 4) {
        throw new CocoException(file + ": not a part of an evaluation: " + all.length + " bytes");
      }
      return all;
    } catch (IOException e) {
      throw new CocoException(e.getMessage(), e);
    }
  }

  private void head(byte[] all) {
    bytes.require(in.getLong() == PartWriter.MAGIC, "not a part of an evaluation");
    int version = in.getInt();
    bytes.require(
        version == PartWriter.VERSION,
        "version " + version + "; this program reads " + PartWriter.VERSION);
    CRC32C crc = new CRC32C();
    crc.update(all, 0, all.length - 4);
    int stored = ByteBuffer.wrap(all).getInt(all.length - 4);
    bytes.require((int) crc.getValue() == stored, "the checksum does not hold: damaged or cut off");
    byte[] digest = new byte[32];
    in.get(digest);
    bytes.require(
        Arrays.equals(digest, scope.digest()),
        "part of another evaluation: settings, ground truth, images or categories differ");
  }

  private EvaluationPart part() {
    int[] images = new int[bytes.count("images", scope.images().size(), 1)];
    int before = -1;
    for (int i = 0; i < images.length; i++) {
      images[i] = bytes.following(before, "images", scope.images().size());
      before = images[i];
    }
    int categories = scope.categoryIds().length;
    bytes.require(bytes.leb("categories") == categories, "categories: must be " + categories);
    List<Tally> tallies = new ArrayList<>();
    for (int k = 0; k < categories; k++) {
      tallies.add(tally(images.length));
    }
    bytes.require(!in.hasRemaining(), "something follows the last category");
    return new EvaluationPart(scope, images, tallies);
  }

  private Tally tally(int images) {
    int areas = scope.areas();
    int groups = bytes.count("groups", images, 1 + areas);
    int size = bytes.count("detections", Integer.MAX_VALUE, 11);
    int slots = bytes.count("matched detections", size, 2 * areas);
    Tally tally = new Tally(areas, size, slots, groups);
    int before = -1;
    for (int g = 0; g < groups; g++) {
      before = bytes.following(before, "groups", images);
      tally.groupImage[g] = before;
      for (int a = 0; a < areas; a++) {
        tally.positives[a][g] = (int) bytes.bounded("positives", scope.truths());
      }
    }
    tally.groups = groups;
    while (tally.size < size) {
      detection(tally, images, slots);
    }
    bytes.require(tally.slots == slots, "matched detections: must be " + slots);
    requirePositives(tally);
    return tally;
  }

  private void detection(Tally tally, int images, int slots) {
    int i = tally.size++;
    int before = i == 0 ? -1 : tally.image[i - 1];
    long step = bytes.bounded("image", images);
    tally.image[i] = before + (int) step;
    bytes.require(tally.image[i] >= 0 && tally.image[i] < images, "image: out of range");
    tally.rank[i] = step == 0 ? tally.rank[i - 1] + 1 : 0;
    bytes.require(
        tally.rank[i] < scope.most(), "more than " + scope.most() + " detections of an image");
    tally.score[i] = in.getDouble();
    bytes.require(Double.isFinite(tally.score[i]), "score: must be finite");
    bytes.require(step > 0 || tally.score[i] <= tally.score[i - 1], "score: must descend");
    tally.outside[i] = bytes.bits("areas", -1L >>> (64 - scope.areas()));
    tally.slot[i] = -1;
    if (bytes.bounded("matched", 1) == 1) {
      bytes.require(tally.slots < slots, "more matched detections than said");
      tally.slot[i] = tally.slots++;
      for (int a = 0; a < scope.areas(); a++) {
        tally.matched[a][tally.slot[i]] = bytes.bits("matches", scope.everyThreshold());
        tally.ignored[a][tally.slot[i]] = bytes.bits("ignored", scope.everyThreshold());
      }
    }
  }

  /** Accumulation makes room for one hit a ground truth that counts. */
  private void requirePositives(Tally tally) {
    for (int a = 0; a < tally.areas; a++) {
      long positives = 0;
      for (int g = 0; g < tally.groups; g++) {
        positives += tally.positives[a][g];
      }
      bytes.require(positives <= scope.truths(), "positives: more than there are ground truths");
      for (int t = 0; t < scope.settings().iouThresholds().length; t++) {
        long hits = 0;
        for (int s = 0; s < tally.slots; s++) {
          hits += (tally.matched[a][s] & ~tally.ignored[a][s]) >>> t & 1;
        }
        bytes.require(hits <= positives, "matches: more than there are ground truths");
      }
    }
  }
}
