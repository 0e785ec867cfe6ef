/** Where lakes, outputs and ledgers are, as the user names them and opened. */
package dev.silverbook.command.place;
