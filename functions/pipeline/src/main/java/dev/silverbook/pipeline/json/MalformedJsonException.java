package dev.silverbook.pipeline.json;

/**
 * Something else was expected at a place of a JSON document. Whoever reads it decides what then.
 */
public final class MalformedJsonException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String path;
  private final String problem;

  /**
   * Says what is wrong where.
   *
   * @param path of the field from the document's root, as {@code Records[0].body}; empty for the
   *     root itself
   * @param problem what was expected there, and what was found
   */
  public MalformedJsonException(String path, String problem) {
    super(path.isEmpty() ? problem : "field " + path + ": " + problem);
    this.path = path;
    this.problem = problem;
  }

  /** Of the field, from the document's root; empty for the root itself. */
  public String path() {
    return path;
  }

  /** What was expected there, and what was found: the message without the field. */
  public String problem() {
    return problem;
  }

  /**
   * The message with the name of the document: {@code field date of the message: expected …}.
   *
   * @param document what was read, as {@code the message}
   */
  public String of(String document) {
    return (path.isEmpty() ? document : "field " + path + " of " + document) + ": " + problem;
  }
}
