package dev.silverbook.aws;

import dev.silverbook.features.ConfigurationException;
import dev.silverbook.lake.layout.LayoutChoice;
import dev.silverbook.lake.layout.LayoutSettings;
import dev.silverbook.pipeline.LakeConfiguration;
import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.json.CompactJson;
import dev.silverbook.pipeline.json.JsonValue;
import dev.silverbook.pipeline.json.MalformedJsonException;
import dev.silverbook.pipeline.message.Instructions;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a function that plans is told by its environment. Workers are told by {@linkplain
 * #instructions() messages}.
 *
 * <table>
 *   <caption>Variables</caption>
 *   <tr><td>{@value #BRONZE_BUCKET}</td><td>bucket of the inputs</td></tr>
 *   <tr><td>{@value #BRONZE_PREFIX}</td><td>prefix of the order books; may be empty</td></tr>
 *   <tr><td>{@value #TRADES_PREFIX}</td><td>prefix of the trades, same bucket; empty: none</td></tr>
 *   <tr><td>{@value #SILVER_BUCKET}</td><td>bucket of the output</td></tr>
 *   <tr><td>{@value #SILVER_PREFIX}</td><td>prefix of the output; may be empty</td></tr>
 *   <tr><td>{@value #TABLE}</td><td>name of the ledger's table</td></tr>
 *   <tr><td>{@value #QUEUE_URL}</td><td>URL of the queue of partitions</td></tr>
 *   <tr><td>{@value #CONFIGURATION}</td><td>configuration as JSON; empty: defaults</td></tr>
 *   <tr><td>{@value #LAYOUT}</td><td>layout of the inputs; empty: as configured</td></tr>
 *   <tr><td>{@value #TRADES_LAYOUT}</td><td>layout of the trades; empty: as configured</td></tr>
 *   <tr><td>{@value #EXCHANGE_NAME}</td><td>the exchange, where paths do not say it</td></tr>
 *   <tr><td>{@value #SYMBOL_NAME}</td><td>the symbol, where paths do not say it</td></tr>
 *   <tr><td>{@value #ENDPOINT_URL}</td><td>other AWS endpoint, for tests; empty: AWS</td></tr>
 * </table>
 *
 * @param orderBooks where order-book objects are
 * @param trades where trade objects are, if there are any
 * @param silver where feature files go; below neither of the inputs, nor above them
 * @param table the ledger's table
 * @param queueUrl the queue of partitions
 * @param configuration what is computed
 * @param endpoint another endpoint for all services
 * @param orderBookLayout how order books are laid out
 * @param tradesLayout how trades are laid out
 */
public record AwsSettings(
    S3Location orderBooks,
    Optional<S3Location> trades,
    S3Location silver,
    String table,
    URI queueUrl,
    SilverConfiguration configuration,
    Optional<URI> endpoint,
    LayoutChoice orderBookLayout,
    LayoutChoice tradesLayout) {

  /** Bucket of the inputs. */
  public static final String BRONZE_BUCKET = "SILVERBOOK_BRONZE_BUCKET";

  /** Prefix of the order books. */
  public static final String BRONZE_PREFIX = "SILVERBOOK_BRONZE_PREFIX";

  /** Prefix of the trades. */
  public static final String TRADES_PREFIX = "SILVERBOOK_TRADES_PREFIX";

  /** Bucket of the output. */
  public static final String SILVER_BUCKET = "SILVERBOOK_SILVER_BUCKET";

  /** Prefix of the output. */
  public static final String SILVER_PREFIX = "SILVERBOOK_SILVER_PREFIX";

  /** Name of the ledger's table. */
  public static final String TABLE = "SILVERBOOK_TABLE";

  /** URL of the queue of partitions. */
  public static final String QUEUE_URL = "SILVERBOOK_QUEUE_URL";

  /** Feature configuration as a JSON object. */
  public static final String CONFIGURATION = "SILVERBOOK_CONFIGURATION";

  /** Layout of the inputs, as a pattern. */
  public static final String LAYOUT = "SILVERBOOK_LAYOUT";

  /** Layout of the trades, as a pattern. */
  public static final String TRADES_LAYOUT = "SILVERBOOK_TRADES_LAYOUT";

  /** The exchange, where paths do not say it. */
  public static final String EXCHANGE_NAME = "SILVERBOOK_EXCHANGE_NAME";

  /** The symbol, where paths do not say it. */
  public static final String SYMBOL_NAME = "SILVERBOOK_SYMBOL_NAME";

  /** Another endpoint for all services. */
  public static final String ENDPOINT_URL = "SILVERBOOK_ENDPOINT_URL";

  /** Checks that what is written cannot be taken for input: that would be a costly loop. */
  public AwsSettings {
    apart(BRONZE_PREFIX, orderBooks, SILVER_PREFIX, silver);
    if (trades.isPresent()) {
      apart(TRADES_PREFIX, trades.get(), SILVER_PREFIX, silver);
      apart(TRADES_PREFIX, trades.get(), BRONZE_PREFIX, orderBooks);
    }
  }

  /**
   * Reads the variables.
   *
   * @throws ConfigurationException naming the variable that is missing or wrong
   */
  public static AwsSettings of(Environment environment) {
    String bronze = environment.text(BRONZE_BUCKET, "the bucket of the inputs");
    Optional<String> trades = environment.optional(TRADES_PREFIX);
    LakeConfiguration configuration =
        environment
            .optional(CONFIGURATION)
            .map(json -> configuration(CONFIGURATION, json))
            .orElseGet(LakeConfiguration::defaults);
    LayoutSettings layout =
        new LayoutSettings(
                environment.optional(LAYOUT),
                environment.optional(TRADES_LAYOUT),
                environment.optional(EXCHANGE_NAME),
                environment.optional(SYMBOL_NAME))
            .or(configuration.layout());
    return new AwsSettings(
        location(
            BRONZE_BUCKET, bronze, BRONZE_PREFIX, environment.optional(BRONZE_PREFIX).orElse("")),
        trades.map(prefix -> location(BRONZE_BUCKET, bronze, TRADES_PREFIX, prefix)),
        location(
            SILVER_BUCKET,
            environment.text(SILVER_BUCKET, "the bucket of the output"),
            SILVER_PREFIX,
            environment.optional(SILVER_PREFIX).orElse("")),
        environment.text(TABLE, "the name of the ledger's table"),
        environment.url(QUEUE_URL, "the URL of the partition queue"),
        configuration.silver(),
        endpoint(environment),
        layout(LAYOUT, layout::orderBook),
        layout(TRADES_LAYOUT, layout::trades));
  }

  private static LayoutChoice layout(String variable, Supplier<LayoutChoice> choice) {
    try {
      return choice.get();
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(variable, variable + ": " + e.getMessage());
    }
  }

  /** The same as a worker is told by a message. */
  public Instructions instructions() {
    return new Instructions(
        orderBooks.toString(),
        trades.map(S3Location::toString),
        silver.toString(),
        asJson(configuration),
        orderBookLayout,
        tradesLayout);
  }

  /** A configuration as a worker is told it, thresholds included. */
  public static String asJson(SilverConfiguration configuration) {
    return CompactJson.of(configuration.toMap());
  }

  /**
   * The variable {@value #ENDPOINT_URL} alone.
   *
   * @throws ConfigurationException when it is no URL
   */
  public static Optional<URI> endpoint(Environment environment) {
    return environment.optionalUrl(ENDPOINT_URL);
  }

  private static S3Location location(
      String bucketVariable, String bucket, String prefixVariable, String prefix) {
    String variable = bucket.indexOf('/') >= 0 ? bucketVariable : prefixVariable;
    try {
      return new S3Location(bucket, prefix);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(variable, variable + ": " + e.getMessage());
    }
  }

  /**
   * Reads a configuration that is JSON.
   *
   * @param source where it is from, for messages
   * @throws ConfigurationException naming the source
   */
  public static LakeConfiguration configuration(String source, String json) {
    try {
      return LakeConfiguration.fromMap(JsonValue.parseObject(json).fields());
    } catch (MalformedJsonException e) {
      throw new ConfigurationException(source, e.of(source));
    } catch (ConfigurationException e) {
      throw new ConfigurationException(e.key(), source + ": " + e.getMessage());
    }
  }

  private static void apart(
      String variable, S3Location location, String otherVariable, S3Location other) {
    if (location.overlaps(other)) {
      throw new ConfigurationException(
          variable,
          "%s and %s overlap: %s and %s; objects below one would be taken for the other's"
              .formatted(variable, otherVariable, location, other));
    }
  }
}
