/**
 * The deployed application, end to end: the translated template on AWS APIs, each function in a
 * process of its own, from its artifact.
 *
 * <ul>
 *   <li>Where: {@link dev.silverbook.emulator.AwsApis} chooses the endpoint.
 *   <li>What: {@link dev.silverbook.emulator.template.TranslatedTemplate}, deployed by {@link
 *       dev.silverbook.emulator.Deployment}.
 *   <li>Lambda's part: {@link dev.silverbook.emulator.FunctionHost} runs functions, {@link
 *       dev.silverbook.emulator.QueuePoller} feeds them from queues.
 *   <li>Faults: {@link dev.silverbook.emulator.DisturbingProxy} between the functions and the
 *       endpoint.
 *   <li>The truth: {@link dev.silverbook.emulator.BronzeLake} remembers what was put, {@link
 *       dev.silverbook.emulator.LocalPipeline} computes what must come out, {@link
 *       dev.silverbook.emulator.Invariants} compares.
 *   <li>Scenarios: the classes whose names end in {@code IT}.
 * </ul>
 */
package dev.silverbook.emulator;
