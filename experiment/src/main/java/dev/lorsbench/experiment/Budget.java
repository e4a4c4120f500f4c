package dev.lorsbench.experiment;

import java.util.List;

/**
 * What every trial of a sweep may spend, so that they compare.
 *
 * @param amount epochs, steps, images or seconds of training steps, as the kind says
 * @param images of the training split; 0 while nobody has counted them
 */
public record Budget(Kind kind, double amount, int images) {
  /** What a budget counts. */
  public enum Kind {
    EPOCHS,
    STEPS,
    IMAGES,
    /** Wall time of training steps; a schedule's {@code steps} stay, and are its upper bound. */
    WALL
  }

  private static final List<String> KEYS = List.of("epochs", "steps", "images", "wall");
  private static final double LARGEST = 1e12;

  public Budget {
    if (!(amount > 0 && amount <= LARGEST)) {
      throw new ConfigException("budget is " + amount + "; it must be more than 0");
    }
  }

  static Budget read(Section s) {
    List<String> given = KEYS.stream().filter(s::has).toList();
    s.done();
    if (given.size() != 1) {
      throw s.at(
          s.mapping(), "budget must have one of " + String.join(", ", KEYS) + ", has " + given);
    }
    return s.build(
        () ->
            switch (given.get(0)) {
              case "epochs" -> new Budget(Kind.EPOCHS, s.number("epochs", null), 0);
              case "steps" -> new Budget(Kind.STEPS, s.integer("steps", null), 0);
              case "images" -> new Budget(Kind.IMAGES, s.whole("images", null), 0);
              default -> new Budget(Kind.WALL, seconds(s.text("wall", null)), 0);
            });
  }

  private static double seconds(String text) {
    Ranges.matches(
        "wall", text, "[0-9]{1,7}(\\.[0-9]{1,3})?[smh]", "a time such as 90s, 30m or 2h");
    double number = Double.parseDouble(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 'h' -> 3600 * number;
      case 'm' -> 60 * number;
      default -> number;
    };
  }

  /** The same, with the training split's images counted. */
  Budget withImages(int counted) {
    return new Budget(kind, amount, counted);
  }

  /** Whether {@link #apply} needs to know how many images an epoch has, and does not. */
  public boolean needsImages() {
    return kind == Kind.EPOCHS && images == 0;
  }

  /** The training within this budget. Epochs leave it as it is while images are not counted. */
  TrainConfig apply(TrainConfig train) {
    return switch (kind) {
      case STEPS -> train.withSteps(steps(amount));
      case IMAGES -> train.withSteps(steps(amount / train.batch()));
      case WALL -> train.withStop(train.stop().withSeconds(amount));
      case EPOCHS -> images == 0 ? train : train.withSteps(steps(amount * images / train.batch()));
    };
  }

  private static int steps(double exact) {
    double steps = Math.ceil(exact);
    if (steps > TrainConfig.MOST_STEPS) {
      throw new ConfigException("budget comes to " + (long) steps + " steps; at most 100,000,000");
    }
    return (int) steps;
  }

  /** As in the file: {@code 12 epochs}, {@code 7200 s}. */
  @Override
  public String toString() {
    String number = amount == Math.rint(amount) ? Long.toString((long) amount) : "" + amount;
    return number + (kind == Kind.WALL ? " s" : " " + KEYS.get(kind.ordinal()));
  }
}
