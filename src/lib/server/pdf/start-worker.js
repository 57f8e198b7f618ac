/*
 * Node 20 does not read TypeScript, also not in a worker of a process that does: the worker asks for it itself. The hundreds
 * of files of the two packages are loaded before that, which saves a third of its start.
 */
import 'fontkit';
import 'pdf-lib';
import { register } from 'tsx/esm/api';

register();
await import('./worker');
