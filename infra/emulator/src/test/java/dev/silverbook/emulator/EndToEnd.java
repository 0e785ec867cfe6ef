package dev.silverbook.emulator;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Deploys the application once for all scenarios, says where, checks the ledger's invariants after
 * each of them, and tells what there is to know when one fails.
 */
final class EndToEnd implements BeforeAllCallback, AfterTestExecutionCallback {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(EndToEnd.class);

  private EmulatedApplication application;

  EmulatedApplication application() {
    return application;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Deployed deployed =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent("deployed", key -> Deployed.once(), Deployed.class);
    Assumptions.assumeTrue(deployed.application().isPresent(), deployed.description());
    application = deployed.application().orElseThrow();
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    try {
      if (context.getExecutionException().isEmpty()) {
        application.settle();
      }
    } catch (RuntimeException | Error e) {
      System.out.println(application.report());
      throw e;
    }
    context.getExecutionException().ifPresent(e -> System.out.println(application.report()));
  }

  /** Closed by JUnit at the end of the run. */
  private record Deployed(Optional<EmulatedApplication> application, String description)
      implements AutoCloseable {

    static Deployed once() {
      try {
        EmulatedApplication application = EmulatedApplication.deploy();
        System.out.println("End-to-end suite against " + application.description());
        return new Deployed(Optional.of(application), application.description());
      } catch (AwsApis.UnavailableException e) {
        System.out.println("End-to-end suite skipped: " + e.getMessage());
        return new Deployed(Optional.empty(), e.getMessage());
      } catch (IOException e) {
        throw new IllegalStateException("the application could not be deployed", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while deploying", e);
      }
    }

    @Override
    public void close() throws IOException {
      if (application.isPresent()) {
        application.get().close();
      }
    }
  }
}
