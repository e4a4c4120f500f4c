package dev.lorsbench.coco.eval;

import dev.lorsbench.coco.CocoException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts the images of several parts in order, category by category. */
final class PartMerge {
  private static final int NONE = -1;

  private final List<EvaluationPart> parts;
  private final Scope scope;

  /** By image of the scope: the part that covers it, or none, and its place there. */
  private final int[] owner;

  private final int[] place;

  PartMerge(List<EvaluationPart> parts) {
    this.parts = parts;
    this.scope = parts.get(0).scope;
    this.owner = new int[scope.images().size()];
    this.place = new int[owner.length];
    Arrays.fill(owner, NONE);
    for (int p = 0; p < parts.size(); p++) {
      int[] images = parts.get(p).images;
      for (int i = 0; i < images.length; i++) {
        own(images[i], p, i);
      }
    }
  }

  private void own(int image, int part, int at) {
    if (owner[image] != NONE) {
      throw new CocoException(
          "image " + scope.images().sorted[image] + " is in two parts of the evaluation");
    }
    owner[image] = part;
    place[image] = at;
  }

  EvaluationPart merged() {
    int count = parts.stream().mapToInt(part -> part.images.length).sum();
    int[] images = new int[count];
    int found = 0;
    for (int i = 0; i < owner.length; i++) {
      if (owner[i] != NONE) {
        images[found++] = i;
      }
    }
    List<Tally> tallies = new ArrayList<>();
    for (int k = 0; k < scope.categoryIds().length; k++) {
      tallies.add(merged(k, images));
    }
    return new EvaluationPart(scope, images, tallies);
  }

  private Tally merged(int category, int[] images) {
    List<Tally> from = parts.stream().map(part -> part.tallies.get(category)).toList();
    Tally whole = Tally.roomFor(from);
    int[] next = new int[from.size()];
    int[] nextGroup = new int[from.size()];
    for (int i = 0; i < images.length; i++) {
      int p = owner[images[i]];
      int here = place[images[i]];
      Tally theirs = from.get(p);
      int end = next[p];
      while (end < theirs.size && theirs.image[end] == here) {
        end++;
      }
      whole.addDetections(theirs, next[p], end, i);
      next[p] = end;
      if (nextGroup[p] < theirs.groups && theirs.groupImage[nextGroup[p]] == here) {
        whole.addGroup(theirs, nextGroup[p]++, i);
      }
    }
    return whole;
  }
}
