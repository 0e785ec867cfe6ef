package dev.silverbook.aws.standin;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;

/** An invocation with an id and some time left; nothing else is asked for. */
public record InvocationContext(String getAwsRequestId, int getRemainingTimeInMillis)
    implements Context {

  @Override
  public String getLogGroupName() {
    throw unexpected();
  }

  @Override
  public String getLogStreamName() {
    throw unexpected();
  }

  @Override
  public String getFunctionName() {
    throw unexpected();
  }

  @Override
  public String getFunctionVersion() {
    throw unexpected();
  }

  @Override
  public String getInvokedFunctionArn() {
    throw unexpected();
  }

  @Override
  public CognitoIdentity getIdentity() {
    throw unexpected();
  }

  @Override
  public ClientContext getClientContext() {
    throw unexpected();
  }

  @Override
  public int getMemoryLimitInMB() {
    throw unexpected();
  }

  @Override
  public LambdaLogger getLogger() {
    throw unexpected();
  }

  private static UnsupportedOperationException unexpected() {
    return new UnsupportedOperationException("the functions do not ask for this");
  }
}
