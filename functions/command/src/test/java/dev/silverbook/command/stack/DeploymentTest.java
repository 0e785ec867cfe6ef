package dev.silverbook.command.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.aws.AwsSettings;
import dev.silverbook.aws.Environment;
import dev.silverbook.pipeline.message.Instructions;
import dev.silverbook.pipeline.store.StoreException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DeploymentTest {

  private static final String CONFIGURATION =
      "{\"depth_levels\":5,\"unit\":\"ms\",\"layout\":\"{exchange}/{symbol}/{date}\"}";

  private final Map<String, String> outputs =
      new HashMap<>(
          Map.of(
              "OrderBooks", "s3://bronze/orderbook/",
              "Trades", "s3://bronze/trades/",
              "Silver", "s3://silver/silver/",
              "Features", "s3://silver/silver/orderbook/",
              "FeatureConfiguration", CONFIGURATION));

  private Instructions asBackfillSaysIt(Map<String, String> further) {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                AwsSettings.BRONZE_BUCKET, "bronze",
                AwsSettings.BRONZE_PREFIX, "orderbook/",
                AwsSettings.TRADES_PREFIX, "trades/",
                AwsSettings.SILVER_BUCKET, "silver",
                AwsSettings.SILVER_PREFIX, "silver/",
                AwsSettings.TABLE, "ledger",
                AwsSettings.QUEUE_URL, "https://sqs/queue",
                AwsSettings.CONFIGURATION, CONFIGURATION));
    environment.putAll(further);
    return AwsSettings.of(new Environment(environment)).instructions();
  }

  @Test
  void peopleSayToWorkersWhatABackfillSays() {
    assertThat(Deployment.instructions("silverbook", outputs))
        .isEqualTo(asBackfillSaysIt(Map.of()));
  }

  @Test
  void parametersGoBeforeTheConfiguration() {
    String pattern = "{symbol}/{date}";
    outputs.put("Layout", pattern);
    outputs.put("ExchangeName", "binance");

    Instructions told = Deployment.instructions("silverbook", outputs);

    assertThat(told.layout().declared().orElseThrow().name()).isEqualTo(pattern);
    assertThat(told)
        .isEqualTo(
            asBackfillSaysIt(
                Map.of(AwsSettings.LAYOUT, pattern, AwsSettings.EXCHANGE_NAME, "binance")));
  }

  @Test
  void aStackThatSaysTooLittleOrNonsenseIsRefusedByName() {
    outputs.put("Layout", "{symbol}");
    assertThatThrownBy(() -> Deployment.instructions("silverbook", outputs))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("silverbook")
        .hasMessageContaining("layout '{symbol}'");

    outputs.remove("Silver");
    outputs.remove("Layout");
    assertThatThrownBy(() -> Deployment.instructions("silverbook", outputs))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("no output Silver");
  }
}
