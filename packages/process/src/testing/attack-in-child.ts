/**
 * Test support: as whoever runs this, finds the sandbox for a program, attacks it, and runs a shell command in it.
 * Prints what came of it as one line of JSON. Arguments: folder for work folders, program, secret file, command.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { attackSandbox, detectSandbox, sandboxGaps } from '../detect-sandbox.ts';
import { openSandboxFolder } from '../sandbox-folder.ts';
import { sandboxCommand } from '../sandbox.ts';

const [, , folder = '', program = '', secret = '', shell = ''] = process.argv;
const limits = { addressSpaceBytes: 4e9, cpuSeconds: 60, fileBytes: 1e6 };
const commands = [{ command: program, args: ['/dev/null'] }];
const abilities = await detectSandbox({ folder, commands });
const work = await mkdtemp(join(folder, 'work-'));
await openSandboxFolder(work, abilities);
const { command, args } = sandboxCommand({ command: 'sh', args: ['-c', shell] }, limits, abilities);
const { stdout } = spawnSync(command, args, { cwd: work, encoding: 'utf8' });
const unfenced = { ...abilities, namespaces: null, userId: null };
const answer = {
  hasOwnView: abilities.namespaces?.files === true,
  gaps: sandboxGaps(abilities),
  successes: await attackSandbox(abilities, { folder, secrets: [secret] }),
  successesUnfenced: await attackSandbox(unfenced, { folder, secrets: [secret] }),
  stdout,
};
process.stdout.write(`${JSON.stringify(answer)}\n`);
