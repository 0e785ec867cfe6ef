package dev.silverbook.command.terminal;

import java.util.Map;

/** When to colour what is printed. */
public enum ColorChoice {
  /** On a terminal, unless the environment says otherwise. */
  AUTO,
  /** Also into files and pipes. */
  ALWAYS,
  /** Not at all. */
  NEVER;

  /**
   * Whether a stream is coloured. {@code NO_COLOR}, then {@code CLICOLOR_FORCE}, then {@code
   * CLICOLOR=0} and {@code TERM=dumb} decide for {@link #AUTO}.
   *
   * @param environment the variables of this process
   * @param terminal whether the stream leads to a terminal
   */
  public boolean colors(Map<String, String> environment, boolean terminal) {
    return switch (this) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO -> {
        if (isSet(environment.get("NO_COLOR"))) {
          yield false;
        }
        String force = environment.get("CLICOLOR_FORCE");
        if (isSet(force) && !force.equals("0")) {
          yield true;
        }
        yield terminal
            && !"0".equals(environment.get("CLICOLOR"))
            && !"dumb".equals(environment.get("TERM"));
      }
    };
  }

  /** By the convention of these variables an empty one counts as none. */
  private static boolean isSet(String value) {
    return value != null && !value.isEmpty();
  }
}
