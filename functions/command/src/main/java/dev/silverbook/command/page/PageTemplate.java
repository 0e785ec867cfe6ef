package dev.silverbook.command.page;

import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with places {@code {{name}}} to be filled. */
final class PageTemplate {

  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z.-]+)}}");

  private final String text;

  PageTemplate(String text) {
    this.text = text;
  }

  /** Writes what stands at a place. */
  @FunctionalInterface
  interface Filling {
    void writeTo(Appendable out) throws IOException;
  }

  /**
   * Writes the text with every place filled. What is filled in is not searched for places.
   *
   * @throws IllegalArgumentException when a place has no filling, or a filling no place
   */
  void write(Map<String, Filling> fillings, Appendable out) throws IOException {
    Matcher place = PLACE.matcher(text);
    int done = 0;
    int filled = 0;
    while (place.find()) {
      Filling filling = fillings.get(place.group(1));
      if (filling == null) {
        throw new IllegalArgumentException("nothing fills {{" + place.group(1) + "}}");
      }
      out.append(text, done, place.start());
      filling.writeTo(out);
      done = place.end();
      filled++;
    }
    if (filled != fillings.size()) {
      throw new IllegalArgumentException(
          "the template has " + filled + " places for " + fillings.keySet());
    }
    out.append(text, done, text.length());
  }
}
