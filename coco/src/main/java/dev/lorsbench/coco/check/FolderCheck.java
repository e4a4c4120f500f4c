package dev.lorsbench.coco.check;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.check.Finding.Kind;
import dev.lorsbench.coco.dataset.CocoCategory;
import dev.lorsbench.coco.dataset.CocoFolder;
import dev.lorsbench.coco.dataset.CocoImage;
import dev.lorsbench.coco.dataset.InstancesFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks a COCO folder: annotations, image files, and the splits against each other. */
public final class FolderCheck {
  private final CocoFolder folder;
  private final List<Finding> findings = new ArrayList<>();

  /** Where the bytes of each image were first seen. */
  private final Map<String, String> firstWith = new HashMap<>();

  private FolderCheck(Path folder) {
    this.folder = new CocoFolder(folder);
  }

  /**
   * Reads every annotation and every image file of the splits.
   *
   * @return all that is wrong, split by split; empty if nothing is
   */
  public static List<Finding> of(Path folder, String... splits) {
    FolderCheck check = new FolderCheck(folder);
    Map<String, Set<CocoCategory>> categories = new HashMap<>();
    for (String split : splits) {
      check.split(split, categories);
    }
    return List.copyOf(check.findings);
  }

  private void split(String split, Map<String, Set<CocoCategory>> categories) {
    try {
      InstancesFile file = InstancesFile.read(folder.annotations(split));
      findings.addAll(AnnotationCheck.of(split, file));
      images(split, file.images());
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
    List<ImageCheck> checked =
        images.parallelStream().map(image -> ImageCheck.of(folder, split, image)).toList();
    for (ImageCheck check : checked) {
      findings.addAll(check.findings());
      if (check.hash() != null) {
        String first = firstWith.putIfAbsent(check.hash(), check.place());
        if (first != null) {
          String message = check.place() + " has the same bytes as " + first;
          findings.add(new Finding(Kind.SAME_IMAGE, split, check.subject(), message));
        }
      }
    }
  }
}
