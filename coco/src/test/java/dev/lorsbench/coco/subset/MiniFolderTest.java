package dev.lorsbench.coco.subset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.PlainJson;
import dev.lorsbench.coco.Shared;
import dev.lorsbench.coco.Written;
import dev.lorsbench.coco.check.FolderCheck;
import dev.lorsbench.coco.dataset.InstancesFile;
import dev.lorsbench.coco.files.Progress;
import dev.lorsbench.coco.fingerprint.Fingerprint;
import dev.lorsbench.coco.shapes.Shapes;
import dev.lorsbench.coco.shapes.ShapesSpec;
import dev.lorsbench.coco.stats.DatasetStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MiniFolderTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsASoundFolderAndTheSameForTheSameSeed() {
    Path all = folder.resolve("all");
    Shapes.write(all, new ShapesSpec(2, 40, 12, 32), n -> {});
    Map<String, Integer> wanted = Map.of("train", 10, "val", 99);
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    Map<String, Integer> written = MiniFolder.write(all, wanted, 5, one, Progress.NONE);
    assertThat(written).containsOnly(Map.entry("train", 10), Map.entry("val", 12));
    assertThat(FolderCheck.of(one, "train", "val")).noneMatch(f -> f.kind().error());
    MiniFolder.write(all, wanted, 5, two, Progress.NONE);
    assertThat(Fingerprint.of(two, "train", "val")).isEqualTo(Fingerprint.of(one, "train", "val"));
    Path three = folder.resolve("three");
    MiniFolder.write(all, wanted, 6, three, Progress.NONE);
    assertThat(Fingerprint.of(three, "train")).isNotEqualTo(Fingerprint.of(one, "train"));
  }

  @Test
  void rareCategoriesAreNotLost() {
    long[] images = LongStream.rangeClosed(1, 100).toArray();
    double[][] objects = new double[100][];
    for (int i = 0; i < 100; i++) {
      // One image in ten has the rare category, all others the frequent one.
      objects[i] = new double[] {i + 1, i % 10 == 0 ? 2 : 1, 0, 0, 10, 10, 0};
    }
    InstancesFile file = Written.instances(folder, images, new long[] {1, 2}, objects);
    BitSet chosen = BalancedImages.choose(file, 16, 0);
    assertThat(chosen.cardinality()).isEqualTo(16);
    assertThat(chosen.stream().filter(i -> i % 10 == 0).count()).isEqualTo(8);
    assertThat(BalancedImages.choose(file, 40, 0).stream().filter(i -> i % 10 == 0).count())
        .isEqualTo(10);
  }

  @Test
  void everythingThatIsSaidOfRealImagesIsKept() {
    Path real = Shared.require("data/coco-mini");
    Path mini = folder.resolve("mini");
    MiniFolder.write(real, Map.of("train", 60), 0, mini, Progress.NONE);
    Path json = mini.resolve("annotations/instances_train.json");
    DatasetStats stats = DatasetStats.of(InstancesFile.read(json));
    assertThat(stats.images()).isEqualTo(60);
    assertThat(stats.categories()).hasSize(80).allMatch(c -> c.objects() > 0);
    Map<String, Object> whole = PlainJson.read(real.resolve("annotations/instances_train.json"));
    Map<String, Object> copy = PlainJson.read(json);
    assertThat(copy.keySet()).isEqualTo(whole.keySet());
    assertThat(copy.get("licenses")).isEqualTo(whole.get("licenses"));
    for (String array : List.of("annotations", "images")) {
      List<?> kept = (List<?>) copy.get(array);
      assertThat(kept).isNotEmpty();
      assertThat(new HashSet<>((List<?>) whole.get(array)).containsAll(kept)).as(array).isTrue();
    }
  }

  @Test
  void nothingIsLeftOfAFailedCopyAndNothingIsReplaced() throws IOException {
    Path all = folder.resolve("all");
    Shapes.write(all, new ShapesSpec(2, 6, 2, 32), n -> {});
    Files.delete(all.resolve("train/000003.png"));
    Path mini = folder.resolve("mini");
    assertThatThrownBy(() -> MiniFolder.write(all, Map.of("train", 6), 0, mini, Progress.NONE))
        .isInstanceOf(CocoException.class)
        .hasMessageContaining("000003.png: no such file");
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(all);
    }
    Files.createDirectories(mini.resolve("mine"));
    assertThatThrownBy(() -> MiniFolder.write(all, Map.of("val", 1), 0, mini, Progress.NONE))
        .hasMessageContaining("not empty");
  }
}
