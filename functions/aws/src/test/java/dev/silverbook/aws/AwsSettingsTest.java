package dev.silverbook.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.features.ConfigurationException;
import dev.silverbook.lake.layout.Layout;
import dev.silverbook.lake.layout.LayoutConstants;
import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.message.Instructions;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsSettingsTest {

  private static final Map<String, String> COMPLETE =
      Map.of(
          AwsSettings.BRONZE_BUCKET, "bronze",
          AwsSettings.BRONZE_PREFIX, "orderbook/",
          AwsSettings.TRADES_PREFIX, "trades",
          AwsSettings.SILVER_BUCKET, "silver",
          AwsSettings.SILVER_PREFIX, "silver/orderbook",
          AwsSettings.TABLE, "ledger",
          AwsSettings.QUEUE_URL, "https://sqs.eu-central-1.amazonaws.com/123456789012/q",
          AwsSettings.CONFIGURATION, "{\"depth_levels\": 7}",
          AwsSettings.ENDPOINT_URL, "http://127.0.0.1:4566");

  @Test
  void everyVariableIsRead() {
    AwsSettings settings = AwsSettings.of(new Environment(COMPLETE));

    assertThat(settings.orderBooks()).isEqualTo(new S3Location("bronze", "orderbook/"));
    assertThat(settings.trades()).contains(new S3Location("bronze", "trades/"));
    assertThat(settings.silver()).isEqualTo(new S3Location("silver", "silver/orderbook/"));
    assertThat(settings.table()).isEqualTo("ledger");
    assertThat(settings.queueUrl())
        .hasToString("https://sqs.eu-central-1.amazonaws.com/123456789012/q");
    assertThat(settings.configuration())
        .isEqualTo(SilverConfiguration.fromMap(Map.of("depth_levels", 7)));
    assertThat(settings.endpoint()).contains(URI.create("http://127.0.0.1:4566"));
  }

  /** The worker has no other source, so what is missing here would not be computed as planned. */
  @Test
  void aMessageSaysAllThatTheEnvironmentSays() {
    Map<String, String> environment = new HashMap<>(COMPLETE);
    environment.put(AwsSettings.LAYOUT, "day={date}");
    environment.put(AwsSettings.TRADES_LAYOUT, "{date}");
    environment.put(AwsSettings.EXCHANGE_NAME, "binance");
    environment.put(AwsSettings.SYMBOL_NAME, "BTC~USDT");

    Instructions told = AwsSettings.of(new Environment(environment)).instructions();

    assertThat(told.orderBooks()).isEqualTo("s3://bronze/orderbook");
    assertThat(told.trades()).contains("s3://bronze/trades");
    assertThat(told.silver()).isEqualTo("s3://silver/silver/orderbook");
    assertThat(told.configuration())
        .isEqualTo(AwsSettings.asJson(SilverConfiguration.fromMap(Map.of("depth_levels", 7))));
    assertThat(told.layout().declared().map(Layout::name)).contains("day={date}");
    assertThat(told.tradesLayout().declared().map(Layout::name)).contains("{date}");
    assertThat(told.layout().constants())
        .isEqualTo(new LayoutConstants(Optional.of("binance"), Optional.of("BTC~USDT")));
    assertThat(told.tradesLayout().constants()).isEqualTo(told.layout().constants());
  }

  @Test
  void whatIsOptionalMayBeAbsentOrEmpty() {
    Map<String, String> environment = new HashMap<>(COMPLETE);
    environment.put(AwsSettings.BRONZE_PREFIX, "");
    environment.put(AwsSettings.TRADES_PREFIX, " ");
    environment.remove(AwsSettings.SILVER_PREFIX);
    environment.remove(AwsSettings.CONFIGURATION);
    environment.put(AwsSettings.ENDPOINT_URL, "");

    AwsSettings settings = AwsSettings.of(new Environment(environment));

    assertThat(settings.orderBooks()).hasToString("s3://bronze");
    assertThat(settings.trades()).isEmpty();
    assertThat(settings.silver()).hasToString("s3://silver");
    assertThat(settings.configuration()).isEqualTo(SilverConfiguration.defaults());
    assertThat(settings.endpoint()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "SILVERBOOK_BRONZE_BUCKET, it must hold the bucket of the inputs",
    "SILVERBOOK_SILVER_BUCKET, it must hold the bucket of the output",
    "SILVERBOOK_TABLE, it must hold the name of the ledger's table",
    "SILVERBOOK_QUEUE_URL, it must hold the URL of the partition queue",
  })
  void aMissingVariableIsNamed(String variable, String message) {
    Map<String, String> environment = new HashMap<>(COMPLETE);
    environment.remove(variable);

    assertRefused(
        environment, variable, "the environment variable " + variable + " is not set; " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SILVERBOOK_BRONZE_BUCKET | a/b | not the name of a bucket: 'a/b'",
        "SILVERBOOK_BRONZE_PREFIX | /a | neither starts with / nor has an empty part: '/a'",
        "SILVERBOOK_QUEUE_URL | q | must be an http or https URL, but it is 'q'",
        "SILVERBOOK_QUEUE_URL | http://a b | must be an http or https URL, but it is 'http://a b'",
        "SILVERBOOK_ENDPOINT_URL | ftp://x | must be an http or https URL, but it is 'ftp://x'",
        "SILVERBOOK_CONFIGURATION | 7 | expected a JSON object, found '7'",
        "SILVERBOOK_CONFIGURATION | null | expected a JSON object, found 'null'",
      })
  void aWrongValueIsNamedWithItsVariable(String variable, String value, String message) {
    Map<String, String> environment = new HashMap<>(COMPLETE);
    environment.put(variable, value);

    assertRefused(environment, variable, variable, message);
  }

  @Test
  void anUnknownConfigurationKeyIsNamed() {
    Map<String, String> environment = new HashMap<>(COMPLETE);
    environment.put(AwsSettings.CONFIGURATION, "{\"depth\": 7}");

    assertRefused(environment, "depth", "SILVERBOOK_CONFIGURATION: ", "depth");
  }

  @ParameterizedTest
  @CsvSource({
    "'', silver/",
    "lake/, ''",
    "lake/, lake/",
    "lake, lake/silver",
    "lake/orderbook, lake",
  })
  void inputAndOutputInOneBucketMustNotOverlap(String bronze, String silver) {
    Map<String, String> environment = new HashMap<>(COMPLETE);
    environment.put(AwsSettings.SILVER_BUCKET, "bronze");
    environment.put(AwsSettings.BRONZE_PREFIX, bronze);
    environment.put(AwsSettings.SILVER_PREFIX, silver);
    environment.remove(AwsSettings.TRADES_PREFIX);

    assertRefused(
        environment,
        AwsSettings.BRONZE_PREFIX,
        "SILVERBOOK_BRONZE_PREFIX and SILVERBOOK_SILVER_PREFIX overlap");
  }

  @Test
  void neighboursInOneBucketDoNotOverlap() {
    Map<String, String> environment = new HashMap<>(COMPLETE);
    environment.put(AwsSettings.SILVER_BUCKET, "bronze");
    environment.put(AwsSettings.SILVER_PREFIX, "orderbook-silver");

    assertThat(AwsSettings.of(new Environment(environment)).silver())
        .isEqualTo(new S3Location("bronze", "orderbook-silver/"));
  }

  @Test
  void tradesMustOverlapNeitherOrderBooksNorOutput() {
    Map<String, String> environment = new HashMap<>(COMPLETE);
    environment.put(AwsSettings.TRADES_PREFIX, "orderbook/trades");
    assertRefused(environment, AwsSettings.TRADES_PREFIX, "SILVERBOOK_BRONZE_PREFIX overlap");

    environment.put(AwsSettings.TRADES_PREFIX, "silver");
    environment.put(AwsSettings.SILVER_BUCKET, "bronze");
    assertRefused(environment, AwsSettings.TRADES_PREFIX, "SILVERBOOK_SILVER_PREFIX overlap");
  }

  @Test
  void aLocationIsWrittenAsAUri() {
    assertThat(S3Location.parse("s3://b/x/y/")).isEqualTo(new S3Location("b", "x/y"));
    assertThat(S3Location.parse("s3://b")).isEqualTo(new S3Location("b", ""));
    assertThat(S3Location.parse("s3://b/x")).hasToString("s3://b/x");
    assertThatThrownBy(() -> S3Location.parse("/tmp/x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected s3://bucket/prefix, got '/tmp/x'");
  }

  private static void assertRefused(
      Map<String, String> environment, String key, String... message) {
    assertThatThrownBy(() -> AwsSettings.of(new Environment(environment)))
        .isInstanceOfSatisfying(
            ConfigurationException.class, e -> assertThat(e.key()).isEqualTo(key))
        .hasMessageContainingAll(message);
  }
}
