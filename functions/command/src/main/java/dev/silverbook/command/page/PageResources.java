package dev.silverbook.command.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** The page's files, which come with the product. */
final class PageResources {

  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/";

  /** In the order in which they must run. */
  private static final List<String> SCRIPTS =
      List.of("format.js", "calendar.js", "plots.js", "day.js", "tables.js", "page.js");

  private PageResources() {}

  static String template() {
    return text("report.html");
  }

  /** Styles: those of the plots first, so that ours win. */
  static String styles() {
    return text(UPLOT + "dist/uPlot.min.css") + "\n" + text("report.css");
  }

  /** The plots' library below its licence, which asks to stay with every copy. */
  static String library() {
    return "/*\n" + text(UPLOT + "LICENSE") + "*/\n" + text(UPLOT + "dist/uPlot.iife.min.js");
  }

  /** The page's own scripts in one scope of their own. */
  static String scripts() {
    return SCRIPTS.stream()
        .map(PageResources::text)
        .collect(Collectors.joining("\n", "(function () {\n\"use strict\";\n", "})();\n"));
  }

  /** What a content security policy names an inlined script by. */
  static String hash(String script) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256: " + e, e);
    }
  }

  /** Line ends as a browser normalises them, so that hashes hold. */
  private static String text(String name) {
    try (InputStream in = PageResources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the file " + name + " is missing in this installation");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + name + " of this installation", e);
    }
  }
}
