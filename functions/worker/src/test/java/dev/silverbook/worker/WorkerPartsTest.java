package dev.silverbook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.aws.AwsAccess;
import dev.silverbook.aws.AwsClients;
import dev.silverbook.aws.S3Location;
import dev.silverbook.lake.layout.LayoutChoice;
import dev.silverbook.lake.layout.LayoutConstants;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.LakeStores;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class WorkerPartsTest {

  private static final LayoutConstants NAMES =
      new LayoutConstants(Optional.of("binance"), Optional.of("BTC~USDT"));

  private static final AwsAccess NOWHERE =
      new AwsAccess(Optional.empty(), Region.EU_CENTRAL_1, AnonymousCredentialsProvider.create());

  /** What a message says and nobody passes on would be detected, or looked for elsewhere. */
  @Test
  void everyPlaceAndLayoutOfAMessageIsThatOfTheWork() {
    LayoutChoice books = LayoutChoice.of(Optional.of("books/{date}"), NAMES);
    LayoutChoice trades = LayoutChoice.of(Optional.of("trades/{date}"), NAMES);
    try (S3Client s3 = AwsClients.s3(NOWHERE)) {
      LakeStores stores =
          WorkerParts.stores(
              s3,
              new InstructedWorkers.LakeLocations(
                  new S3Location("bronze", "orderbook"),
                  Optional.of(new S3Location("bronze", "trades")),
                  new S3Location("silver", "silver"),
                  books,
                  trades));

      assertThat(stores.orderBook().location()).isEqualTo("s3://bronze/orderbook");
      assertThat(stores.trades().map(LakeStore::location)).contains("s3://bronze/trades");
      assertThat(stores.silver().location()).isEqualTo("s3://silver/silver");
      assertThat(stores.orderBookLayout()).isEqualTo(books);
      assertThat(stores.tradesLayout()).isEqualTo(trades);
    }
  }
}
