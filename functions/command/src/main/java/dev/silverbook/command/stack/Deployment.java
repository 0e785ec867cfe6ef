package dev.silverbook.command.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.silverbook.aws.AwsFailures;
import dev.silverbook.aws.AwsSettings;
import dev.silverbook.aws.S3Location;
import dev.silverbook.lake.layout.LayoutSettings;
import dev.silverbook.pipeline.LakeConfiguration;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.message.Instructions;
import dev.silverbook.pipeline.store.StoreException;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The names of a deployment's resources: as given one by one, else from the stack's outputs. */
public final class Deployment {

  /** A resource that a command needs, the option that names it, and the output that has it. */
  public enum Resource {
    /** The ledger. */
    TABLE("--table NAME", "LedgerTableName"),
    /** The queue of partitions. */
    QUEUE("--queue URL", "BackfillQueueUrl"),
    /** Messages that nobody could understand or record. */
    DEAD_LETTERS("--dead-letters URL", "DeadLetterQueueUrl"),
    /** The function that plans and sends. */
    BACKFILL("--function NAME", "BackfillFunctionName"),
    /** Address of the features; other outputs are beside them. */
    FEATURES("--output s3://BUCKET/PREFIX", "Features");

    private final String option;
    private final String output;

    Resource(String option, String output) {
      this.option = option;
      this.output = output;
    }

    /** The option with its parameter, for messages. */
    public String option() {
      return option;
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final AwsSession session;
  private final Optional<String> stack;
  private Map<String, String> outputs;

  /**
   * Nothing is looked up before it is asked for.
   *
   * @param stack name of the CloudFormation stack, when the user gave one
   */
  public Deployment(AwsSession session, Optional<String> stack) {
    this.session = session;
    this.stack = stack;
  }

  /**
   * The name of a resource.
   *
   * @param given what the user said; empty to ask the stack
   * @throws StoreException when neither says it
   */
  public String name(Resource resource, Optional<String> given) {
    if (given.isPresent()) {
      return given.get();
    }
    if (stack.isEmpty()) {
      throw new StoreException(
          FailureReason.BAD_CONFIGURATION,
          null,
          "give %s, or --stack NAME to take it from the stack's outputs".formatted(resource.option),
          null);
    }
    if (outputs == null) {
      outputs = describe(stack.get());
    }
    String value = outputs.get(resource.output);
    if (value == null) {
      throw new StoreException(
          FailureReason.BAD_CONFIGURATION,
          null,
          "the stack %s has no output %s, only %s; give %s, or the stack that Silverbook was deployed as"
              .formatted(stack.get(), resource.output, outputs.keySet(), resource.option),
          null);
    }
    return value;
  }

  /**
   * What messages to the stack's workers have to say; empty when no stack was given.
   *
   * @throws StoreException when the stack does not say it
   */
  public Optional<Instructions> instructions() {
    if (stack.isEmpty()) {
      return Optional.empty();
    }
    if (outputs == null) {
      outputs = describe(stack.get());
    }
    return Optional.of(instructions(stack.get(), outputs));
  }

  /**
   * The same of a stack's outputs.
   *
   * @throws StoreException when they do not say it
   */
  static Instructions instructions(String stack, Map<String, String> outputs) {
    try {
      LakeConfiguration configuration =
          AwsSettings.configuration(
              "FeatureConfiguration", output(stack, outputs, "FeatureConfiguration"));
      LayoutSettings layout =
          new LayoutSettings(
                  Optional.ofNullable(outputs.get("Layout")),
                  Optional.ofNullable(outputs.get("TradesLayout")),
                  Optional.ofNullable(outputs.get("ExchangeName")),
                  Optional.ofNullable(outputs.get("SymbolName")))
              .or(configuration.layout());
      return new Instructions(
          S3Location.parse(output(stack, outputs, "OrderBooks")).toString(),
          Optional.ofNullable(outputs.get("Trades"))
              .map(S3Location::parse)
              .map(S3Location::toString),
          S3Location.parse(output(stack, outputs, "Silver")).toString(),
          AwsSettings.asJson(configuration.silver()),
          layout.orderBook(),
          layout.trades());
    } catch (IllegalArgumentException e) {
      throw new StoreException(
          FailureReason.BAD_CONFIGURATION,
          null,
          "the stack %s is deployed with parameters that nobody can follow: %s"
              .formatted(stack, e.getMessage()),
          e);
    }
  }

  private static String output(String stack, Map<String, String> outputs, String name) {
    String value = outputs.get(name);
    if (value == null) {
      throw new StoreException(
          FailureReason.BAD_CONFIGURATION,
          null,
          "the stack %s has no output %s, only %s; give the stack that Silverbook was deployed as"
              .formatted(stack, name, outputs.keySet()),
          null);
    }
    return value;
  }

  private Map<String, String> describe(String name) {
    SignedCall.Answer answer =
        new SignedCall(session.access(), "cloudformation", PATIENCE)
            .post(
                "/",
                Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
                "Action=DescribeStacks&Version=2010-05-15&StackName="
                    + URLEncoder.encode(name, UTF_8));
    Document document = parsed(name, answer);
    if (answer.status() != 200) {
      String code = text(document.getDocumentElement(), "Code");
      throw new StoreException(
          AwsFailures.reason(code, answer.status()),
          null,
          "cloudformation:DescribeStacks on --stack %s failed: %s (HTTP %d %s)"
              .formatted(
                  name, text(document.getDocumentElement(), "Message"), answer.status(), code),
          null);
    }
    Map<String, String> found = new LinkedHashMap<>();
    NodeList keys = document.getElementsByTagName("OutputKey");
    for (int i = 0; i < keys.getLength(); i++) {
      Element member = (Element) keys.item(i).getParentNode();
      found.put(text(member, "OutputKey"), text(member, "OutputValue"));
    }
    return found;
  }

  private static Document parsed(String name, SignedCall.Answer answer) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(new InputSource(new StringReader(answer.body())));
    } catch (SAXException | IOException e) {
      throw new StoreException(
          FailureReason.STORE_UNAVAILABLE,
          null,
          "cloudformation:DescribeStacks on --stack %s was answered with HTTP %d and no XML"
              .formatted(name, answer.status()),
          e);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("this Java cannot read XML safely: " + e, e);
    }
  }

  private static String text(Element element, String tag) {
    NodeList found = element.getElementsByTagName(tag);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
  }
}
