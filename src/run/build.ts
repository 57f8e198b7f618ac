import { buildIfChanged } from './build-if-changed';
import { runCommand } from './command';

await runCommand(() => buildIfChanged(console.log));
