package dev.silverbook.generator;

/** A value of {@link GeneratorOptions} that cannot be used. */
public final class GeneratorOptionException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String option;
  private final String problem;

  /**
   * The message is both.
   *
   * @param option name in {@link GeneratorOptions}; of a list, that of one element
   * @param problem what is expected and what was found
   */
  GeneratorOptionException(String option, String problem) {
    super(option + " " + problem);
    this.option = option;
    this.problem = problem;
  }

  /** The option's name in {@link GeneratorOptions}; of a list, that of one element. */
  public String option() {
    return option;
  }

  /** What is expected and what was found. */
  public String problem() {
    return problem;
  }
}
