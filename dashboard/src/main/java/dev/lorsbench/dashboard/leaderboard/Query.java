package dev.lorsbench.dashboard.leaderboard;

import dev.lorsbench.dashboard.http.Answers;
import dev.lorsbench.db.Leaderboard;
import dev.lorsbench.experiment.TrialState;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the leaderboard is asked for; empty texts ask for all.
 *
 * @param sort an order's name in lower case
 * @param descending large values first
 * @param page from 1
 * @param size most rows of a page
 */
public record Query(
    String text,
    String family,
    String state,
    String sweep,
    String sort,
    boolean descending,
    int page,
    int size) {
  /** The states there are, by name. */
  public static final List<String> STATES =
      Arrays.stream(TrialState.values()).map(TrialState::name).toList();

  private static final List<String> ORDERS =
      Arrays.stream(Leaderboard.Order.values())
          .map(o -> o.name().toLowerCase(Locale.ROOT))
          .toList();

  /** What an address may ask for. */
  public static final List<String> KEYS =
      List.of("text", "family", "state", "sweep", "sort", "order", "page", "limit");

  private static final int MOST = 1000;
  private static final int PAGES = 100_000;

  /**
   * Reads {@code text}, {@code family}, {@code state}, {@code sweep}, {@code sort}, {@code order},
   * {@code page} and {@code limit}.
   *
   * @throws BadRequestResponse naming what is not allowed
   */
  static Query of(Context ctx, int size) {
    String sort = Answers.oneOf(ctx, "sort", ORDERS);
    String order = Answers.oneOf(ctx, "order", List.of("asc", "desc"));
    String by = sort.isEmpty() ? "ap" : sort;
    return new Query(
        Answers.text(ctx, "text"),
        Answers.oneOf(ctx, "family", List.of("adamixer", "lors", "deit")),
        Answers.oneOf(ctx, "state", STATES),
        Answers.text(ctx, "sweep"),
        by,
        order.isEmpty() ? order(by).descending() : order.equals("desc"),
        Answers.integer(ctx, "page", 1, 1, PAGES),
        Answers.integer(ctx, "limit", size, 1, MOST));
  }

  private static Leaderboard.Order order(String sort) {
    return Leaderboard.Order.valueOf(sort.toUpperCase(Locale.ROOT));
  }

  /** What the ledger is asked for. */
  Leaderboard.Filter filter() {
    Leaderboard.Order order = order(sort);
    return new Leaderboard.Filter(
        orNull(text),
        orNull(family),
        state.isEmpty() ? null : TrialState.valueOf(state),
        orNull(sweep),
        order,
        descending != order.descending(),
        size,
        (page - 1) * size);
  }

  private static String orNull(String value) {
    return value.isEmpty() ? null : value;
  }

  /** The first row's number, from 1. */
  public int first() {
    return (page - 1) * size + 1;
  }

  /** Whether every trial passes. */
  public boolean unfiltered() {
    return text.isEmpty() && family.isEmpty() && state.isEmpty() && sweep.isEmpty();
  }

  /** The query string that sorts by that column; the other way round where it does already. */
  public String sortedBy(String key) {
    return address(key, key.equals(sort) ? !descending : order(key).descending(), 1);
  }

  /** The query string of another page. */
  public String onPage(int number) {
    return address(sort, descending, number);
  }

  /** This query's own string. */
  public String address() {
    return address(sort, descending, page);
  }

  private String address(String key, boolean down, int number) {
    StringBuilder out = new StringBuilder();
    add(out, "text", text);
    add(out, "family", family);
    add(out, "state", state);
    add(out, "sweep", sweep);
    add(out, "sort", key);
    add(out, "order", down ? "desc" : "asc");
    add(out, "page", number == 1 ? "" : String.valueOf(number));
    return out.toString();
  }

  private static void add(StringBuilder out, String name, String value) {
    if (!value.isEmpty()) {
      out.append(out.isEmpty() ? "" : "&").append(name).append('=');
      out.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }
}
