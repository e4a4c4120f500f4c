package dev.lorsbench.coco.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.largeset.LargeSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationPartTest {
  @TempDir Path folder;

  /** Problems with shared annotation ids, crowds and ties, split at random, merged in any order. */
  @Property(tries = 400, shrinking = ShrinkingMode.OFF)
  void partsMergeToTheBitsOfOneRun(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Reference.Case given = ReferenceTest.draw(random);
    Settings settings = ReferenceTest.settings(random);
    GroundTruth truth = ReferenceTest.truth(given);
    Detections found = ReferenceTest.detections(given);
    long[] images = settings.imageIds() == null ? truth.imageIds() : settings.imageIds();
    List<EvaluationPart> parts = new ArrayList<>();
    for (long[] some : split(images, 1 + random.nextInt(4), random)) {
      EvaluationPart part = EvaluationPart.of(truth, found, settings, some);
      parts.add(random.nextBoolean() ? part : writtenAndRead(part, truth, settings));
    }
    Collections.shuffle(parts, random);
    EvaluationPart all = EvaluationPart.merged(parts);
    CocoResult whole = CocoEvaluator.evaluate(truth, found, settings);
    assertThat(all.missing()).isEmpty();
    assertThat(all.accumulate().precision()).isEqualTo(whole.precision());
    assertThat(all.accumulate().scores()).isEqualTo(whole.scores());
    assertThat(all.accumulate().recall()).isEqualTo(whole.recall());
  }

  private static List<long[]> split(long[] images, int parts, Random random) {
    List<List<Long>> split = new ArrayList<>();
    for (int p = 0; p < parts; p++) {
      split.add(new ArrayList<>());
    }
    LongStream.of(images).forEach(id -> split.get(random.nextInt(parts)).add(id));
    return split.stream().map(ids -> ids.stream().mapToLong(id -> id).toArray()).toList();
  }

  private static EvaluationPart writtenAndRead(
      EvaluationPart part, GroundTruth truth, Settings settings) throws IOException {
    Path file = Files.createTempFile("part", ".bin");
    try {
      part.write(file);
      return EvaluationPart.read(file, truth, settings);
    } finally {
      Files.delete(file);
    }
  }

  private final LargeSet set = LargeSet.of(5, 200, 1500, 20_000);
  private final Settings coco = Settings.coco();

  @Test
  void aLargeSetInPartsIsSmallAndHasTheSameBits() throws IOException {
    List<EvaluationPart> parts = new ArrayList<>();
    long bytes = 0;
    for (int p = 0; p < 4; p++) {
      long[] images = LongStream.rangeClosed(1 + 50L * p, 50 + 50L * p).toArray();
      Path file = folder.resolve(p + ".part");
      EvaluationPart.of(set.truth(), set.detections(), coco, images).write(file);
      bytes += Files.size(file);
      parts.add(EvaluationPart.read(file, set.truth(), coco));
      assertThat(parts.get(p).imageIds()).isEqualTo(images);
      assertThat(parts.get(p).missing()).hasSize(150);
    }
    CocoResult whole = CocoEvaluator.evaluate(set.truth(), set.detections(), coco);
    CocoResult merged = EvaluationPart.merged(parts).accumulate();
    assertThat(merged.precisionCrc32()).isEqualTo(whole.precisionCrc32());
    assertThat(merged.recallCrc32()).isEqualTo(whole.recallCrc32());
    assertThat(merged.stats()).isEqualTo(whole.stats());
    assertThat(bytes / set.detections().size()).isLessThan(20);
  }

  @Test
  void partsThatDoNotBelongTogetherAreRefused() {
    EvaluationPart one = EvaluationPart.of(set.truth(), set.detections(), coco, 1, 2);
    EvaluationPart same = EvaluationPart.of(set.truth(), set.detections(), coco, 2, 3);
    EvaluationPart other =
        EvaluationPart.of(set.truth(), set.detections(), coco.onCategories(1, 2), 3);
    assertThatThrownBy(() -> EvaluationPart.merged(List.of(one, same)))
        .isInstanceOf(CocoException.class)
        .hasMessage("image 2 is in two parts of the evaluation");
    assertThatThrownBy(() -> EvaluationPart.merged(List.of(one, other)))
        .hasMessageStartingWith("parts of different evaluations");
    assertThatThrownBy(() -> EvaluationPart.merged(List.of())).hasMessageContaining("no parts");
    assertThatThrownBy(() -> EvaluationPart.of(set.truth(), set.detections(), coco, 7000))
        .hasMessageContaining("7000");
    Path file = folder.resolve("part");
    one.write(file);
    GroundTruth truth = LargeSet.of(6, 200, 1500, 10).truth();
    assertThatThrownBy(() -> EvaluationPart.read(file, truth, coco))
        .hasMessageStartingWith(file + ": byte ")
        .hasMessageContaining("part of another evaluation");
  }

  @Test
  void damageIsNoticed() throws IOException {
    Path file = folder.resolve("part");
    EvaluationPart.of(set.truth(), set.detections(), coco, 1, 2, 3).write(file);
    byte[] good = Files.readAllBytes(file);
    for (int at = 0; at < good.length; at += 7) {
      byte[] bad = good.clone();
      bad[at] ^= 4;
      Files.write(file, bad);
      assertThatThrownBy(() -> EvaluationPart.read(file, set.truth(), coco))
          .isInstanceOf(CocoException.class);
      Files.write(file, Arrays.copyOf(good, at));
      assertThatThrownBy(() -> EvaluationPart.read(file, set.truth(), coco))
          .isInstanceOf(CocoException.class);
    }
    assertThatThrownBy(() -> EvaluationPart.read(folder.resolve("none"), set.truth(), coco))
        .hasMessageEndingWith("none: no such file");
  }

  /** Whoever can compute a checksum can still not make the reader fall over. */
  @Test
  void malicePassesTheChecksumAndIsRefusedOrHarmless() throws IOException {
    Path file = folder.resolve("part");
    EvaluationPart.of(set.truth(), set.detections(), coco, 1, 2, 3).write(file);
    byte[] good = Files.readAllBytes(file);
    Random random = new Random(1);
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      Files.write(file, resealed(good.clone(), random));
      try {
        EvaluationPart.read(file, set.truth(), coco).accumulate();
      } catch (CocoException e) {
        assertThat(e.getMessage()).startsWith(file + ": byte ").doesNotContain("\n");
        refused++;
      }
    }
    assertThat(refused).isBetween(500, 2999);
  }

  private static byte[] resealed(byte[] bytes, Random random) {
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      int at = 44 + random.nextInt(bytes.length - 48);
      bytes[at] = (byte) (random.nextBoolean() ? 0xFF : random.nextInt(256));
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length - 4);
    ByteBuffer.wrap(bytes).putInt(bytes.length - 4, (int) crc.getValue());
    return bytes;
  }
}
