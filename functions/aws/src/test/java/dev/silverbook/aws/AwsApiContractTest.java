package dev.silverbook.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.contract.LakeStoreContract;
import dev.silverbook.pipeline.contract.LedgerContract;
import dev.silverbook.pipeline.contract.PartitionQueueContract;
import dev.silverbook.pipeline.contract.RunsContract;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.message.PartitionMessageJson;
import dev.silverbook.pipeline.message.PartitionQueue;
import dev.silverbook.pipeline.runs.RunRecord;
import dev.silverbook.pipeline.runs.Runs;
import dev.silverbook.pipeline.store.LakeStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** The ports on AWS APIs keep the contracts of the ports. */
class AwsApiContractTest {

  @RegisterExtension static final AwsEndpoint ENDPOINT = new AwsEndpoint();

  private static String fresh() {
    return "silverbook-" + UUID.randomUUID();
  }

  @Nested
  class Store extends LakeStoreContract {
    private final S3Client client = TestClients.s3(ENDPOINT.uri());
    private LakeStore store;

    @BeforeEach
    void createBucket() {
      String bucket = fresh();
      client.createBucket(request -> request.bucket(bucket));
      // Neighbours of the root that must stay invisible.
      TestClients.put(client, bucket, "bronze/orderbook2/x/y", "1");
      TestClients.put(client, bucket, "bronze/other", "2");
      store = new S3Store(client, new S3Location(bucket, "bronze/orderbook"));
    }

    @Override
    protected LakeStore store() {
      return store;
    }
  }

  @Nested
  class Entries extends LedgerContract {
    private final DynamoDbClient client = TestClients.dynamoDb(ENDPOINT.uri());
    private String table;

    @BeforeEach
    void createTable() {
      table = TestClients.createTable(client, fresh());
    }

    @Override
    protected Ledger ledger() {
      return new DynamoDbLedger(client, table);
    }
  }

  @Nested
  class WithoutIndex extends RunsContract {
    private final DynamoDbClient client = TestClients.dynamoDb(ENDPOINT.uri());

    @Override
    protected Runs empty() {
      return new DynamoDbRuns(client, TestClients.createPlainTable(client, fresh()));
    }

    @Test
    void whatIsNotDoneIsFoundByAScan() {
      String table = TestClients.createPlainTable(client, fresh());
      DynamoDbLedger ledger = new DynamoDbLedger(client, table);
      PartitionId partition = new PartitionId("x", "y", LocalDate.EPOCH);
      Failure failure = Failure.of(FailureReason.CRASHED, "why");
      ledger.failWithoutVerdict(partition, failure, "run", Instant.EPOCH);
      ledger.schedule(
          new PartitionId("x", "z", LocalDate.EPOCH), Instant.EPOCH, Instant.EPOCH.plusSeconds(1));

      assertThat(ledger.unsettled()).extracting(LedgerEntry::partition).containsExactly(partition);
    }
  }

  @Nested
  class Records extends RunsContract {
    private final DynamoDbClient client = TestClients.dynamoDb(ENDPOINT.uri());

    @Override
    protected Runs empty() {
      return new DynamoDbRuns(client, TestClients.createTable(client, fresh()));
    }

    @Test
    void recordsAreNoEntriesOfTheLedger() {
      String table = TestClients.createTable(client, fresh());
      RunRecord run = RunRecord.begun("retry-1", RunRecord.Kind.RETRY, "{}", "me", Instant.EPOCH);
      new DynamoDbRuns(client, table).begin(run);
      DynamoDbLedger ledger = new DynamoDbLedger(client, table);

      assertThat(ledger.entries()).isEmpty();
      assertThat(ledger.unsettled()).isEmpty();
    }
  }

  @Nested
  class Queue extends PartitionQueueContract {
    private final SqsClient client = TestClients.sqs(ENDPOINT.uri());
    private String url;

    @BeforeEach
    void createQueue() {
      url = client.createQueue(request -> request.queueName(fresh())).queueUrl();
    }

    @Override
    protected PartitionQueue queue() {
      return new SqsQueue(client, url);
    }

    @Override
    protected List<PartitionMessage> receiveAll() {
      List<PartitionMessage> received = new ArrayList<>();
      List<Message> batch = receive();
      while (!batch.isEmpty()) {
        for (Message message : batch) {
          received.add(PartitionMessageJson.read(message.body()));
          client.deleteMessage(
              request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
        }
        batch = receive();
      }
      return received;
    }

    private List<Message> receive() {
      return client
          .receiveMessage(request -> request.queueUrl(url).maxNumberOfMessages(10))
          .messages();
    }
  }
}
