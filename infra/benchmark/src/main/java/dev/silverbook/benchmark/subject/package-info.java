/**
 * What is measured and on what: the command, what the template says of the functions, and {@link
 * dev.silverbook.benchmark.subject.Workload}.
 */
package dev.silverbook.benchmark.subject;
