package dev.lorsbench.coco.check;

import dev.lorsbench.coco.check.Finding.Kind;
import dev.lorsbench.coco.dataset.AnnotationTable;
import dev.lorsbench.coco.dataset.CocoCategory;
import dev.lorsbench.coco.dataset.CocoImage;
import dev.lorsbench.coco.dataset.InstancesFile;
import dev.lorsbench.coco.dataset.TextIds;
import dev.lorsbench.files.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Checks one instances file by itself. */
final class AnnotationCheck {
  static final String ALL_WITHIN_ONE = "all lie within 0 to 1, as parts of the image's size do";

  /** Annotators' tools round outwards by up to a pixel. */
  private static final double SLACK = 1;

  /** Masks are counted in pixels, so that a thin one's area may be above its box's by a little. */
  private static final double MOST_OF_BOX = 1.05;

  /** No annotator sees a tenth of a pixel. */
  private static final double TINY = 0.1;

  private final String split;
  private final AnnotationTable table;
  private final Map<Long, CocoImage> images = new HashMap<>();
  private final Map<Long, CocoCategory> categories = new HashMap<>();
  private final Sink sink;
  private final TextIds imageIds;
  private final TextIds categoryIds;

  /** Takes what is found; a large file may have one finding for each annotation. */
  interface Sink {
    /** One more; its text is made if it is wanted. */
    void add(Kind kind, Supplier<Finding> finding);
  }

  private AnnotationCheck(String split, InstancesFile file, Sink sink) {
    this.split = split;
    this.table = file.annotations();
    this.sink = sink;
    this.imageIds = file.imageIds();
    this.categoryIds = file.categoryIds();
    for (CocoImage image : file.images()) {
      if (images.put(image.id(), image) != null) {
        add(Kind.DUPLICATE_ID, () -> "image " + image.id(), () -> "its id occurs twice");
      }
    }
    Map<String, Long> names = new HashMap<>();
    for (CocoCategory category : file.categories()) {
      Supplier<String> subject = () -> "category " + category.id();
      if (categories.put(category.id(), category) != null) {
        add(Kind.DUPLICATE_ID, subject, () -> "its id occurs twice");
      }
      Long other = names.putIfAbsent(category.name(), category.id());
      if (category.name() != null && other != null && other != category.id()) {
        String name = Printable.quote(category.name());
        add(Kind.SAME_NAME, subject, () -> "has the name of category " + other + ", " + name);
      }
    }
  }

  static List<Finding> of(String split, InstancesFile file) {
    List<Finding> findings = new ArrayList<>();
    run(split, file, (kind, finding) -> findings.add(finding.get()));
    return findings;
  }

  static void run(String split, InstancesFile file, Sink sink) {
    new AnnotationCheck(split, file, sink).run();
  }

  private void run() {
    textIds("images", imageIds);
    textIds("categories", categoryIds);
    requireSome("images", images.size());
    requireSome("categories", categories.size());
    gaps();
    Set<Long> ids = new HashSet<>();
    Set<Long> used = new HashSet<>();
    boolean relative = relative();
    int crowds = 0;
    for (int row = 0; row < table.size(); row++) {
      id(row, ids);
      used.add(table.categoryId(row));
      crowds += table.crowd(row) ? 1 : 0;
      references(row);
      if (!relative) {
        box(row);
      }
    }
    objects(crowds);
    SameObjects.in(table, (row, first) -> same(row, first));
    categories.forEach(
        (id, category) -> {
          if (!used.contains(id)) {
            add(
                Kind.UNUSED_CATEGORY,
                () -> "category " + id,
                () -> category.name() + " has no annotations");
          }
        });
  }

  private void id(int row, Set<Long> ids) {
    if (!ids.add(table.id(row))) {
      add(Kind.DUPLICATE_ID, subject(row), () -> "its id occurs twice");
    }
    if (table.id(row) == 0 && !table.crowd(row)) {
      add(
          Kind.ID_ZERO,
          subject(row),
          () -> "its id is 0, which pycocotools takes for \"found by none\"; count ids from 1");
    }
  }

  private void objects(int crowds) {
    if (table.size() == 0) {
      add(Kind.EMPTY, () -> "annotations", () -> "there are none");
    } else if (crowds == table.size()) {
      add(Kind.EMPTY, () -> "annotations", () -> "all are crowds; none can be trained on or found");
    }
  }

  /** Said once for the whole file: every other finding about its boxes would follow from it. */
  private boolean relative() {
    double largest = 0;
    for (int row = 0; row < table.size(); row++) {
      for (int side = 0; side < 4; side++) {
        largest = Math.max(largest, table.box(row, side));
      }
    }
    boolean relative = largest > 0 && largest <= 1;
    if (relative) {
      add(Kind.RELATIVE_BOXES, () -> "boxes", () -> ALL_WITHIN_ONE);
    }
    return relative;
  }

  private void same(int row, int first) {
    add(
        Kind.SAME_OBJECT,
        subject(row),
        () -> "has the box, image and category of annotation " + table.id(first));
  }

  /** Ids that are missed out are allowed, COCO has such, but are often a mistake. */
  private void gaps() {
    long[] ids = categories.keySet().stream().mapToLong(id -> id).sorted().toArray();
    for (int i = 1; i < ids.length; i++) {
      if (ids[i] != ids[i - 1] + 1) {
        String message =
            ids.length
                + " ids from "
                + ids[0]
                + " to "
                + ids[ids.length - 1]
                + ", the first gap after "
                + ids[i - 1];
        add(Kind.CATEGORY_GAP, () -> "categories", () -> message);
        return;
      }
    }
  }

  private void textIds(String what, TextIds ids) {
    if (ids.any()) {
      add(
          Kind.TEXT_IDS,
          () -> what,
          () -> "their ids are texts; cocoeval takes them, training needs whole numbers");
    }
  }

  private void requireSome(String what, int count) {
    if (count == 0) {
      add(Kind.EMPTY, () -> what, () -> "there are none");
    }
  }

  private void references(int row) {
    if (!images.containsKey(table.imageId(row))) {
      add(Kind.UNKNOWN_ID, subject(row), () -> "there is no image " + table.imageId(row));
    }
    if (!categories.containsKey(table.categoryId(row))) {
      add(Kind.UNKNOWN_ID, subject(row), () -> "there is no category " + table.categoryId(row));
    }
  }

  private void box(int row) {
    double width = table.box(row, 2);
    double height = table.box(row, 3);
    String size = width + " x " + height;
    if (width < 0 || height < 0 || table.area(row) < 0) {
      add(
          Kind.NEGATIVE_BOX,
          subject(row),
          () -> "its box has a negative size: " + size + ", area " + table.area(row));
    } else if (width == 0 || height == 0) {
      add(Kind.ZERO_AREA, subject(row), () -> "its box has no inside: " + size);
    } else if (width < TINY || height < TINY) {
      add(Kind.TINY_BOX, subject(row), () -> "its box is a part of a pixel: " + size);
    } else {
      area(row, width, height);
    }
    CocoImage image = images.get(table.imageId(row));
    if (image != null && image.width() > 0 && image.height() > 0) {
      outside(row, image);
    }
  }

  private void area(int row, double width, double height) {
    double area = table.area(row);
    if (area == 0) {
      add(
          Kind.NO_AREA,
          subject(row),
          () -> "its area is 0, its box %s x %s; it counts as small".formatted(width, height));
    } else if (area > width * height * MOST_OF_BOX + SLACK) {
      CocoImage image = images.get(table.imageId(row));
      boolean whole = image != null && area == (double) image.width() * image.height();
      add(
          Kind.AREA_ABOVE_BOX,
          subject(row),
          () ->
              "its area %s is %s, more than its box of %s x %s can hold"
                  .formatted(area, whole ? "the whole image's" : "too large", width, height));
    }
  }

  private void outside(int row, CocoImage image) {
    double right = table.box(row, 0) + table.box(row, 2);
    double bottom = table.box(row, 1) + table.box(row, 3);
    if (table.box(row, 0) < -SLACK
        || table.box(row, 1) < -SLACK
        || right > image.width() + SLACK
        || bottom > image.height() + SLACK) {
      String size = image.width() + " x " + image.height();
      String box = table.box(row, 0) + ", " + table.box(row, 1) + " to " + right + ", " + bottom;
      add(Kind.OUTSIDE, subject(row), () -> "its box leaves the image of " + size + ": " + box);
    }
  }

  private Supplier<String> subject(int row) {
    return () -> "annotation " + table.id(row);
  }

  private void add(Kind kind, Supplier<String> subject, Supplier<String> message) {
    sink.add(kind, () -> new Finding(kind, split, subject.get(), message.get()));
  }
}
