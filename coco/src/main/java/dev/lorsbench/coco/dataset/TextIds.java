package dev.lorsbench.coco.dataset;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.json.JsonCursor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Ids of one kind that a file may give as texts. COCO's are whole numbers, but the reference tool
 * evaluates any that can be sorted: texts are numbered from 1 in their order, so that they are gone
 * through as it does.
 */
public final class TextIds {
  private final String kind;
  private final Map<String, Long> numbers = new HashMap<>();
  private final Map<Long, String> texts = new HashMap<>();
  private boolean whole;

  TextIds(String kind) {
    this.kind = kind;
  }

  /** The number of the id that follows a field name; of a text the order of appearance. */
  long next(JsonCursor cursor, String field) {
    Optional<String> text = cursor.nextTextOrStay(field);
    if (text.isPresent()) {
      return numbers.computeIfAbsent(text.get(), t -> numbers.size() + 1L);
    }
    whole = true;
    return cursor.whole(field);
  }

  /** Whether the file gives texts. */
  public boolean any() {
    return !numbers.isEmpty();
  }

  /** The number of a text, if the file has it. */
  public Optional<Long> number(String text) {
    return Optional.ofNullable(numbers.get(text));
  }

  /** The text of a number, if the file gives texts. */
  public Optional<String> text(long number) {
    return Optional.ofNullable(texts.get(number));
  }

  /**
   * Gives texts the numbers of their order; to be called when all have been read.
   *
   * @return the final number of each earlier one
   */
  Map<Long, Long> settle(JsonCursor cursor) {
    if (any() && whole) {
      throw new CocoException(
          cursor.file()
              + ": some ids of "
              + kind
              + " are texts and some are numbers; they must all be of one type");
    }
    Map<Long, Long> finals = new HashMap<>();
    long number = 0;
    for (String text : new TreeSet<>(numbers.keySet())) {
      finals.put(numbers.get(text), ++number);
      numbers.put(text, number);
      texts.put(number, text);
    }
    return finals;
  }
}
