/* Node 20 does not read TypeScript, also not in a worker of a process that does: the worker asks for it itself. */
import { register } from 'tsx/esm/api';

register();
await import('./worker');
