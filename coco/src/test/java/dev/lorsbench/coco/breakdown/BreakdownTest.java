package dev.lorsbench.coco.breakdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lorsbench.coco.Shared;
import dev.lorsbench.coco.Written;
import dev.lorsbench.coco.dataset.InstancesFile;
import dev.lorsbench.coco.eval.Detections;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BreakdownTest {
  @TempDir Path folder;

  @Test
  void everyObjectIsInOneSizeAndOneCrowding() {
    InstancesFile truth =
        Written.instances(
            folder,
            new long[] {1, 2, 3},
            new long[] {1},
            new double[] {1, 1, 0, 0, 10, 10, 0},
            new double[] {2, 1, 0, 0, 32, 32, 0}, // at a bound: of the upper part
            new double[] {2, 1, 100, 100, 50, 50, 0},
            new double[] {2, 1, 200, 200, 50, 50, 0},
            new double[] {2, 1, 300, 100, 90, 90, 1});
    Detections found =
        Detections.builder().add(1, 1, 0.9, 0, 0, 10, 10).add(2, 1, 0.8, 100, 100, 50, 50).build();
    Breakdown breakdown = new Breakdown(truth, found, 1);
    List<Slice> sizes = breakdown.bySize();
    assertThat(sizes).extracting(Slice::objects).containsExactly(1, 0, 3, 0, 0, 0, 0);
    assertThat(sizes.get(0).label()).isEqualTo("< 16");
    assertThat(sizes.get(0).ap()).isCloseTo(1, within(1e-12));
    assertThat(sizes.get(1).ap()).isEqualTo(-1);
    assertThat(sizes.get(2).ap()).isCloseTo(34 / 101.0, within(1e-12)); // recall 1/3 at precision 1
    List<Slice> crowding = breakdown.byCrowding();
    assertThat(crowding).extracting(Slice::objects).containsExactly(1, 3, 0, 0, 0);
    assertThat(crowding.get(0).label()).isEqualTo("1-2");
    assertThat(crowding.get(0).ap()).isCloseTo(1, within(1e-12));
    assertThat(crowding.get(1).label()).isEqualTo("3-5");
    assertThat(crowding.get(1).ap()).isCloseTo(34 / 101.0, within(1e-12));
  }

  @Test
  void theRealPairAddsUp() {
    Path real = Shared.require("data/cocoeval-real");
    InstancesFile truth = InstancesFile.read(real.resolve("instances_val2014_100.json"));
    Detections found = Detections.read(real.resolve("instances_val2014_fakebbox100_results.json"));
    Breakdown breakdown = new Breakdown(truth, found, 2);
    assertThat(breakdown.bySize().stream().mapToInt(Slice::objects).sum()).isEqualTo(830);
    assertThat(breakdown.byCrowding().stream().mapToInt(Slice::objects).sum()).isEqualTo(830);
    assertThat(breakdown.byCrowding()).extracting(Slice::ap).allMatch(ap -> ap > 0.3 && ap <= 1);
  }
}
