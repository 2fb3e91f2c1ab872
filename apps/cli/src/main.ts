import { readConfig } from './config.ts';
import { printable } from './printable.ts';
import { runCommand } from './run-command.ts';

const config = readConfig(process.env, process.cwd());
const interruption = new AbortController();
// Once: a second Ctrl-C ends the program at once.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interruption.abort());

process.exitCode = await runCommand(
  {
    config,
    say: (zh, en) => (config.language === 'en' ? en : zh),
    print: (line) => void process.stdout.write(`${printable(line)}\n`),
    tell: (line) => void process.stderr.write(`${printable(line)}\n`),
    interrupted: interruption.signal,
  },
  process.argv.slice(2),
);
// Waits and connections of an interrupted upload would hold the process for a while.
if (interruption.signal.aborted) process.exit(130);
