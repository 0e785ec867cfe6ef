/**
 * The lake on a directory tree.
 *
 * <ul>
 *   <li>{@link dev.silverbook.command.files.DirectoryStore}: the lake store port.
 *   <li>{@link dev.silverbook.command.files.FileMutex}: exclusion between threads and processes.
 *   <li>{@link dev.silverbook.command.files.DurableFiles}: replacing a file so that a crash leaves
 *       the old or the new one, whole.
 *   <li>{@link dev.silverbook.command.files.FileProblem}: what the file system says, in words.
 * </ul>
 */
package dev.silverbook.command.files;
