package dev.lorsbench.dashboard.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.util.List;

/**
 * JSON out, checked query parameters in. Non-finite numbers are the strings NaN, Infinity,
 * -Infinity.
 */
public final class Answers {
  private static final ObjectMapper JSON =
      new ObjectMapper().setSerializationInclusion(JsonInclude.Include.ALWAYS);

  private static final int LONGEST = 100;

  private Answers() {}

  /** Answers with that value. */
  public static void json(Context ctx, Object value) {
    ctx.contentType("application/json").header("Cache-Control", "no-store").result(write(value));
  }

  /** The value as JSON text. */
  public static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not representable as JSON: " + value.getClass(), e);
    }
  }

  /**
   * A whole number from the query, or from a page's form.
   *
   * @throws BadRequestResponse where it is none or out of [min, max]
   */
  public static int integer(Context ctx, String name, int fallback, int min, int max) {
    String text = given(ctx, name);
    if (text == null || text.isEmpty()) {
      return fallback;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new BadRequestResponse(
        name + " is " + shortened(text) + "; allowed are whole numbers from " + min + " to " + max);
  }

  /**
   * A text from the query, or from a page's form; empty where absent.
   *
   * @throws BadRequestResponse where it is longer than 100 characters
   */
  public static String text(Context ctx, String name) {
    String value = given(ctx, name);
    if (value != null && value.length() > LONGEST) {
      throw new BadRequestResponse(name + " is longer than " + LONGEST + " characters");
    }
    return value == null ? "" : value.strip();
  }

  private static String given(Context ctx, String name) {
    String query = ctx.queryParam(name);
    return query == null ? field(ctx, name) : query;
  }

  /**
   * A field of a page's form; null where the request has none.
   *
   * @throws BadRequestResponse where the form is not encoded as one
   */
  public static String field(Context ctx, String name) {
    try {
      return ctx.isFormUrlencoded() ? ctx.formParam(name) : null;
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse("the form's encoding is broken: " + shortened(e.getMessage()));
    }
  }

  /**
   * One of some words from the query, in any case; empty where absent.
   *
   * @throws BadRequestResponse naming what is allowed
   */
  public static String oneOf(Context ctx, String name, List<String> allowed) {
    String value = text(ctx, name);
    if (value.isEmpty()) {
      return "";
    }
    return allowed.stream()
        .filter(value::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(
            () ->
                new BadRequestResponse(
                    name
                        + " is "
                        + shortened(value)
                        + "; allowed are "
                        + String.join(", ", allowed)));
  }

  /** What somebody sent, short enough for a message. */
  public static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 59) + "…";
  }
}
