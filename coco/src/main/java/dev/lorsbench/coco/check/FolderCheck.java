package dev.lorsbench.coco.check;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.check.Finding.Kind;
import dev.lorsbench.coco.dataset.CocoCategory;
import dev.lorsbench.coco.dataset.CocoFolder;
import dev.lorsbench.coco.dataset.CocoImage;
import dev.lorsbench.coco.dataset.InstancesFile;
import dev.lorsbench.coco.files.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Checks a COCO folder: annotations, image files, and the splits against each other. */
public final class FolderCheck {
  private final CocoFolder folder;
  private final List<Finding> findings = new ArrayList<>();

  private final Depth depth;
  private final Progress progress;

  /** How much of an image file is read. */
  public enum Depth {
    /** All of it, as training reads it. */
    PIXELS,
    /** Its header alone. */
    HEADERS
  }

  /** Where the bytes of each image were first seen. */
  private final Map<String, Place> firstWith = new HashMap<>();

  private record Place(String split, String file) {}

  private FolderCheck(Path folder, Depth depth, Progress progress) {
    this.folder = new CocoFolder(folder);
    this.depth = depth;
    this.progress = progress;
  }

  /**
   * Reads every annotation, and decodes every image file of the splits.
   *
   * @return all that is wrong, split by split; empty if nothing is
   */
  public static List<Finding> of(Path folder, String... splits) {
    return of(folder, Depth.PIXELS, Progress.NONE, splits);
  }

  /** The same, as deep as asked for; says how many images of the split have been read. */
  public static List<Finding> of(Path folder, Depth depth, Progress progress, String... splits) {
    FolderCheck check = new FolderCheck(folder, depth, progress);
    Map<String, Set<CocoCategory>> categories = new HashMap<>();
    for (String split : splits) {
      check.split(split, categories);
    }
    return List.copyOf(check.findings);
  }

  /**
   * Checks one annotation file by itself, without images.
   *
   * @return all that is wrong, with the file's name as the split
   */
  public static List<Finding> ofAnnotations(Path file) {
    String name = file.getFileName().toString();
    try {
      return List.copyOf(AnnotationCheck.of(name, InstancesFile.read(file)));
    } catch (CocoException e) {
      return List.of(new Finding(Kind.UNREADABLE, name, "annotations", e.getMessage()));
    }
  }

  private void split(String split, Map<String, Set<CocoCategory>> categories) {
    try {
      InstancesFile file = InstancesFile.read(folder.annotations(split));
      findings.addAll(AnnotationCheck.of(split, file));
      images(split, file.images());
      UnlistedImages.of(folder, split, file.images()).ifPresent(findings::add);
      sameCategories(split, new HashSet<>(file.categories()), categories);
    } catch (CocoException e) {
      findings.add(new Finding(Kind.UNREADABLE, split, "annotations", e.getMessage()));
    }
  }

  private void sameCategories(
      String split, Set<CocoCategory> own, Map<String, Set<CocoCategory>> categories) {
    categories.forEach(
        (other, theirs) -> {
          if (!theirs.equals(own)) {
            String message = "differ from those of " + other;
            findings.add(new Finding(Kind.OTHER_CATEGORIES, split, "categories", message));
          }
        });
    categories.put(split, own);
  }

  private void images(String split, List<CocoImage> images) {
    AtomicInteger done = new AtomicInteger();
    List<ImageCheck> checked =
        images.parallelStream()
            .map(
                image -> {
                  ImageCheck check = ImageCheck.of(folder, split, image, depth);
                  progress.at(done.incrementAndGet(), images.size());
                  return check;
                })
            .toList();
    for (ImageCheck check : checked) {
      findings.addAll(check.findings());
      if (check.hash() != null) {
        sameBytes(split, check);
      }
    }
  }

  private void sameBytes(String split, ImageCheck check) {
    Place first = firstWith.putIfAbsent(check.hash(), new Place(split, check.place()));
    if (first != null) {
      Kind kind = first.split.equals(split) ? Kind.SAME_IMAGE : Kind.IN_TWO_SPLITS;
      String message = check.place() + " has the same bytes as " + first.file;
      findings.add(new Finding(kind, split, check.subject(), message));
    }
  }
}
