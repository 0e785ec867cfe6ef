package dev.silverbook.emulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets the endpoint itself work out the template's intrinsic functions: each expression becomes an
 * output of the stack, whose value is what the deployed resources are really called.
 */
final class Expressions {

  private static final String OUTPUT = "Resolved";

  private final Map<Object, String> names = new LinkedHashMap<>();

  /** Wants the values of all expressions in a part of the template. */
  void want(Object part) {
    if (isExpression(part)) {
      names.computeIfAbsent(part, expression -> OUTPUT + names.size());
    } else if (part instanceof Map<?, ?> object) {
      object.values().forEach(this::want);
    } else if (part instanceof List<?> list) {
      list.forEach(this::want);
    }
  }

  /** The outputs to deploy. */
  Map<String, Object> outputs() {
    Map<String, Object> outputs = new LinkedHashMap<>();
    names.forEach((expression, name) -> outputs.put(name, expression));
    return outputs;
  }

  /** A scalar of the template, given the outputs of the stack. */
  String value(Object part, Map<String, String> outputs) {
    if (!isExpression(part)) {
      return String.valueOf(part);
    }
    String value = outputs.get(names.get(part));
    if (value == null) {
      throw new IllegalStateException("the stack does not tell the value of " + part);
    }
    return value;
  }

  private static boolean isExpression(Object part) {
    return part instanceof Map<?, ?> object
        && object.size() == 1
        && object.keySet().iterator().next() instanceof String key
        && (key.equals("Ref") || key.startsWith("Fn::"));
  }
}
