import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { runCommand } from './run-command.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weireel-cli-'));
});

afterEach(() => rm(folder, { recursive: true }));

async function run(args: string[], language = 'en') {
  const printed: string[] = [];
  const told: string[] = [];
  // Nobody listens there: a call that goes out would fail with another sentence.
  const env = {
    LANG: language,
    XDG_CONFIG_HOME: folder,
    WEIREEL_SERVER: 'http://127.0.0.1:1',
    WEIREEL_TOKEN: 't',
  };
  const config = readConfig(env, folder);
  const code = await runCommand(
    {
      config,
      say: (zh, en) => (config.language === 'en' ? en : zh),
      print: (line) => printed.push(line),
      tell: (line) => told.push(line),
      interrupted: new AbortController().signal,
    },
    args,
  );
  return { code, printed: printed.join('\n'), told: told.join('\n') };
}

describe('a wrong call', () => {
  it.each([
    [['publsh'], 'There is no command publsh'],
    [['publish', 'a.mp4', '--visible=all'], 'There is no option --visible'],
    [['publish', 'a.mp4', '-x'], 'There is no option -x'],
    [['publish', 'a.mp4', '--title'], 'The option --title needs a value'],
    [['publish', 'a.mp4', '--wait=1'], 'The option --wait takes no value'],
    [['publish', 'a.mp4', '--visibility', 'all'], '--visibility is one of public, unlisted, private'],
    [['publish', 'a.mp4', '--parallel', '0'], '--parallel is a whole number from 1 to 10'],
    [['publish', 'a.mp4', '--title', ' '], 'A title has 1 to 100 characters'],
    [['publish', 'a.mp4', 'b.mp4', '--title', 'Both'], '--title goes with one file only'],
    [['publish'], 'Name the files or folders to publish'],
    [['login'], 'The option --account is missing'],
    [['login', 'an'], 'Too many arguments: an'],
    [['logout', 'now'], 'Too many arguments: now'],
    [['status'], 'Exactly one argument is needed'],
    [['status', 'x'], 'neither a video id nor a watch URL'],
    [['status', 'abcdefgh12345678', '--server', 'example'], 'is not the address of a server'],
  ])('%j is refused with a sentence and exit code 2', async (args, sentence) => {
    await writeFile(join(folder, 'a.mp4'), 'x');
    await writeFile(join(folder, 'b.mp4'), 'x');
    const { code, told, printed } = await run(args);
    expect(told).toContain(sentence);
    expect({ code, printed }).toEqual({ code: 2, printed: '' });
  });

  it('without a command shows the help and exits with 2', async () => {
    expect(await run([])).toMatchObject({ code: 2, told: '' });
  });
});

describe('help', () => {
  it('shows every command in the person’s language', async () => {
    const { code, printed } = await run(['help']);
    expect(code).toBe(0);
    for (const name of ['publish', 'status', 'login', 'logout']) expect(printed).toContain(`\n${name} `);
    expect((await run(['publish', '--help'], 'zh_CN.UTF-8')).printed).toContain('用法');
  });
});
