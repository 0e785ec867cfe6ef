package dev.silverbook.emulator;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code template.yaml} as the SAM translator turns it into plain CloudFormation. Everything the
 * emulation knows about functions, queues and rules is read from here.
 */
final class TranslatedTemplate {

  private static final String SCRIPT = "infra/emulator/src/test/python/translate.py";

  private final Map<String, Object> template;

  private TranslatedTemplate(Map<String, Object> template) {
    this.template = template;
  }

  /**
   * Translates.
   *
   * @throws AwsApis.UnavailableException when there is no translator here
   * @throws IOException when the template is wrong
   */
  static TranslatedTemplate of(Repository repository)
      throws AwsApis.UnavailableException, IOException, InterruptedException {
    try {
      Subprocess.output(List.of("python3", "-c", "import samtranslator"));
    } catch (IOException e) {
      throw new AwsApis.UnavailableException(
          "the template cannot be translated here: python3 with aws-sam-translator is needed");
    }
    String json =
        Subprocess.output(
            List.of(
                "python3",
                repository.file(SCRIPT).toString(),
                repository.file("template.yaml").toString()));
    return new TranslatedTemplate(JSON.std.mapFrom(json));
  }

  /** Properties of all resources of a type, by logical id; intrinsic functions as they stand. */
  Map<String, Map<String, Object>> properties(String type) {
    Map<String, Map<String, Object>> found = new LinkedHashMap<>();
    resources()
        .forEach(
            (id, resource) -> {
              if (type.equals(map(resource).get("Type"))) {
                found.put(id, map(map(resource).get("Properties")));
              }
            });
    return found;
  }

  /**
   * What is deployed.
   *
   * @param withoutTypes resource types that the emulation plays itself
   * @param outputs expressions to be told the values of, by output name
   */
  String deployable(Set<String> withoutTypes, Map<String, Object> outputs) throws IOException {
    Map<String, Object> deployed = new LinkedHashMap<>(template);
    Map<String, Object> resources = new LinkedHashMap<>();
    resources()
        .forEach(
            (id, resource) -> {
              if (!withoutTypes.contains(map(resource).get("Type"))) {
                resources.put(id, resource);
              }
            });
    deployed.put("Resources", resources);
    Map<String, Object> allOutputs = new LinkedHashMap<>();
    outputs.forEach((name, expression) -> allOutputs.put(name, Map.of("Value", expression)));
    deployed.put("Outputs", allOutputs);
    return JSON.std.asString(deployed);
  }

  private Map<String, Object> resources() {
    return map(template.get("Resources"));
  }

  /** An object of the template. */
  @SuppressWarnings("unchecked") // JSON objects have text keys.
  static Map<String, Object> map(Object value) {
    if (value instanceof Map<?, ?>) {
      return (Map<String, Object>) value;
    }
    throw new IllegalStateException("expected an object in the template, found " + value);
  }

  /** The logical id that {@code {"Ref": id}} or {@code {"Fn::GetAtt": [id, …]}} is about. */
  static String logicalId(Object expression) {
    Map<String, Object> function = map(expression);
    if (function.get("Ref") instanceof String id) {
      return id;
    }
    if (function.get("Fn::GetAtt") instanceof List<?> path && path.get(0) instanceof String id) {
      return id;
    }
    throw new IllegalStateException("expected a reference to a resource, found " + expression);
  }
}
