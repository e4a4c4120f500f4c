package dev.lorsbench.coco.eval;

import java.util.Arrays;
import java.util.List;

/**
 * All that accumulation needs of one category: images in order, and in each its detections by
 * descending score. Most detections meet no ground truth at any threshold: of these only the score
 * is kept, and the area ranges that they lie outside. The others have a slot with one bit an IoU
 * threshold for matched and for ignored, in each area range.
 */
final class Tally {
  final int areas;
  int size;
  int slots;

  /** Images of this category with ground truth. */
  int groups;

  /** Index of each detection's image among the images of the evaluation. */
  int[] image;

  double[] score;

  /** Place within image and category, from 0. */
  int[] rank;

  /** One bit an area range: whether the detection's own area lies outside. */
  long[] outside;

  /** The detection's slot, -1 if it has none. */
  int[] slot;

  /** By area range and slot. */
  long[][] matched;

  long[][] ignored;

  /** Index of each group's image. */
  int[] groupImage;

  /** Ground truths that count, by area range and group. */
  int[][] positives;

  /** Room for that many detections, slots, and images with ground truth. */
  Tally(int areas, int detections, int slots, int groups) {
    this.areas = areas;
    image = new int[detections];
    score = new double[detections];
    rank = new int[detections];
    outside = new long[detections];
    slot = new int[detections];
    matched = new long[areas][slots];
    ignored = new long[areas][slots];
    groupImage = new int[groups];
    positives = new int[areas][groups];
  }

  /** A new slot. */
  int addSlot() {
    if (slots == matched[0].length) {
      for (int a = 0; a < areas; a++) {
        matched[a] = Arrays.copyOf(matched[a], Math.max(64, 2 * slots));
        ignored[a] = Arrays.copyOf(ignored[a], Math.max(64, 2 * slots));
      }
    }
    return slots++;
  }

  /** Ground truths of an area range that count, of all images. */
  int positives(int area) {
    int sum = 0;
    for (int g = 0; g < groups; g++) {
      sum += positives[area][g];
    }
    return sum;
  }

  /** Adds the detections {@code [from, to)} of another one, whose image has this index here. */
  void addDetections(Tally other, int from, int to, int imageHere) {
    for (int i = from; i < to; i++) {
      image[size] = imageHere;
      score[size] = other.score[i];
      rank[size] = other.rank[i];
      outside[size] = other.outside[i];
      slot[size++] = other.slot[i] < 0 ? -1 : copySlot(other, other.slot[i]);
    }
  }

  private int copySlot(Tally other, int theirs) {
    int ours = addSlot();
    for (int a = 0; a < areas; a++) {
      matched[a][ours] = other.matched[a][theirs];
      ignored[a][ours] = other.ignored[a][theirs];
    }
    return ours;
  }

  /** Adds one group of another one, whose image has this index here. */
  void addGroup(Tally other, int group, int imageHere) {
    groupImage[groups] = imageHere;
    for (int a = 0; a < areas; a++) {
      positives[a][groups] = other.positives[a][group];
    }
    groups++;
  }

  /** Room for all that the given ones hold. */
  static Tally roomFor(List<Tally> all) {
    return new Tally(
        all.get(0).areas,
        all.stream().mapToInt(t -> t.size).sum(),
        all.stream().mapToInt(t -> t.slots).sum(),
        all.stream().mapToInt(t -> t.groups).sum());
  }

  /** Runs of images that follow each other, as one. */
  static Tally joined(List<Tally> runs) {
    Tally whole = roomFor(runs);
    for (Tally run : runs) {
      for (int i = 0; i < run.size; i++) {
        whole.addDetections(run, i, i + 1, run.image[i]);
      }
      for (int g = 0; g < run.groups; g++) {
        whole.addGroup(run, g, run.groupImage[g]);
      }
    }
    return whole;
  }
}
