package dev.silverbook.emulator.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.pipeline.json.CompactJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * {@code template.yaml} as the SAM translator turns it into plain CloudFormation, once per test
 * run, by Python's {@code samtranslator}, offline. Everything that tests and the emulation know
 * about functions, queues and rules is read from here.
 */
public final class TranslatedTemplate {

  private static final Path ROOT = Path.of(System.getProperty("silverbook.root", "../.."));

  /** The template. */
  public static final Path TEMPLATE = ROOT.resolve("template.yaml");

  /** What translates it. */
  static final Path SCRIPT = ROOT.resolve("infra/emulator/src/test/python/translate.py");

  private static final int SECONDS = 120;
  private static final Result TRANSLATION = translate();

  private record Result(String json, Optional<String> missing) {}

  /** How a command ended. */
  record Ended(int status, String output, String errors) {}

  /**
   * A resource.
   *
   * @param id its logical id
   * @param type CloudFormation type
   * @param properties as translated, with functions such as {@code Ref} as maps
   */
  public record Resource(
      String id, String type, Map<String, Object> properties, Map<String, Object> all) {

    /** Follows a path of property names; null when there is nothing. */
    public Object at(String... path) {
      return TranslatedTemplate.at(properties, path);
    }
  }

  private final Map<String, Object> root;

  private TranslatedTemplate(Map<String, Object> root) {
    this.root = root;
  }

  /** What a translation needs and this machine has not; empty when it has everything. */
  public static Optional<String> missing() {
    return TRANSLATION.missing();
  }

  /** The translation. Skips the test, with the reason, when it cannot be made on this machine. */
  public static TranslatedTemplate load() {
    Assumptions.assumeTrue(missing().isEmpty(), () -> missing().orElseThrow());
    try {
      return new TranslatedTemplate(JSON.std.mapFrom(TRANSLATION.json()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Result translate() {
    try {
      Ended ended = run("python3", SCRIPT.toString(), TEMPLATE.toString());
      if (ended.errors().contains("No module named 'samtranslator'")) {
        return new Result("", Optional.of("python3 has no package aws-sam-translator"));
      }
      if (ended.status() != 0) {
        throw new IllegalStateException("the template cannot be translated: " + ended.errors());
      }
      return new Result(ended.output(), Optional.empty());
    } catch (IOException e) {
      return new Result("", Optional.of("there is no python3: " + e.getMessage()));
    }
  }

  /** Runs a command to its end. */
  static Ended run(String... command) throws IOException {
    Path output = Files.createTempFile("template", ".out");
    Path errors = Files.createTempFile("template", ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(String.join(" ", command) + " did not end");
      }
      return new Ended(
          process.exitValue(), Files.readString(output, UTF_8), Files.readString(errors, UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      Files.delete(output);
      Files.delete(errors);
    }
  }

  /** All resources. */
  public List<Resource> resources() {
    List<Resource> resources = new ArrayList<>();
    map(root.get("Resources"))
        .forEach(
            (id, value) -> {
              Map<String, Object> all = map(value);
              resources.add(
                  new Resource(
                      id,
                      String.valueOf(all.get("Type")),
                      all.containsKey("Properties") ? map(all.get("Properties")) : Map.of(),
                      all));
            });
    return resources;
  }

  /** All resources of a type. */
  public List<Resource> ofType(String type) {
    return resources().stream().filter(resource -> resource.type().equals(type)).toList();
  }

  /** Properties of all resources of a type, by logical id; intrinsic functions as they stand. */
  public Map<String, Map<String, Object>> properties(String type) {
    Map<String, Map<String, Object>> found = new LinkedHashMap<>();
    ofType(type).forEach(resource -> found.put(resource.id(), resource.properties()));
    return found;
  }

  /**
   * What is deployed.
   *
   * @param withoutTypes resource types that the emulation plays itself
   * @param outputs expressions to be told the values of, by output name
   */
  public String deployable(Set<String> withoutTypes, Map<String, Object> outputs) {
    Map<String, Object> deployed = new LinkedHashMap<>(root);
    Map<String, Object> resources = new LinkedHashMap<>();
    for (Resource resource : resources()) {
      if (!withoutTypes.contains(resource.type())) {
        resources.put(resource.id(), resource.all());
      }
    }
    deployed.put("Resources", resources);
    Map<String, Object> allOutputs = new LinkedHashMap<>();
    outputs.forEach((name, expression) -> allOutputs.put(name, Map.of("Value", expression)));
    deployed.put("Outputs", allOutputs);
    return CompactJson.of(deployed);
  }

  /**
   * One resource.
   *
   * @throws AssertionError when there is none of that name
   */
  public Resource resource(String id) {
    return resources().stream()
        .filter(resource -> resource.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the template has no resource " + id));
  }

  /** A section besides the resources, such as {@code Parameters}. */
  public Map<String, Object> section(String name) {
    return map(root.get(name));
  }

  /** The logical id that a {@code Ref} or the first part of a {@code Fn::GetAtt} names. */
  public static String target(Object reference) {
    Map<String, Object> function = map(reference);
    if (function.containsKey("Ref")) {
      return String.valueOf(function.get("Ref"));
    }
    Object attribute = function.get("Fn::GetAtt");
    return attribute instanceof List<?> parts
        ? String.valueOf(parts.get(0))
        : String.valueOf(attribute).split("\\.", 2)[0];
  }

  /** A JSON object; fails on anything else. */
  public static Map<String, Object> map(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new AssertionError("expected an object, found " + value);
    }
    Map<String, Object> named = new LinkedHashMap<>();
    map.forEach((key, each) -> named.put(String.valueOf(key), each));
    return named;
  }

  /** A JSON array, or the one value that AWS lets stand for an array of one. */
  public static List<Object> list(Object value) {
    return value instanceof List<?> list ? List.copyOf(list) : List.of(value);
  }

  static Object at(Object value, String... path) {
    Object found = value;
    for (String name : path) {
      found = found instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return found;
  }
}
