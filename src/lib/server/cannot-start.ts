/**
 * A reason why a command cannot go on, in one Dutch sentence for the person who gave the command: what is wrong and what
 * to do. The command prints the message as it is and ends with exit code 1.
 */
export class CannotStart extends Error {
	override name = 'CannotStart';
}
