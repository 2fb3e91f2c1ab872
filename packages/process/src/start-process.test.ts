import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { detectSandbox } from './detect-sandbox.ts';
import { giveWay } from './give-way.ts';
import { openSandboxFolder, openSandboxOutput } from './sandbox-folder.ts';
import { sandboxCommand } from './sandbox.ts';
import { startProcess, type ProcessOptions } from './start-process.ts';

const abilities = await detectSandbox({ folder: tmpdir() });
const roomy = { addressSpaceBytes: 4e9, cpuSeconds: 60, fileBytes: 1e9 };

function shell(script: string, more: Partial<ProcessOptions> = {}) {
  return startProcess({ command: 'sh', args: ['-c', script], ...more });
}

let work = '';
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'weireel-process-'));
  await writeFile(join(work, 'input'), 'what it may read', { mode: 0o600 });
  await openSandboxFolder(work, abilities);
});
afterAll(() => rm(work, { recursive: true }));

function sandboxed(script: string, limits = roomy) {
  const wrapped = sandboxCommand({ command: 'bash', args: ['-c', script] }, limits, abilities);
  return startProcess({ ...wrapped, cwd: work });
}

async function textOf(stream: AsyncIterable<unknown>): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}

/** A zombie that nobody has collected yet counts as ended. */
async function hasEnded(pid: number): Promise<boolean> {
  const facts = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return facts === '' || /\) [ZX] /.test(facts);
}

/** The process whose last argument is this; null when there is none. */
async function pidOf(lastArgument: string): Promise<number | null> {
  for (const name of await readdir('/proc')) {
    const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    if (/^sleep\0/.test(command) && command.endsWith(`\0${lastArgument}\0`)) return Number(name);
  }
  return null;
}

async function firstNumber(stream: AsyncIterable<unknown>): Promise<number> {
  for await (const chunk of stream) return Number(String(chunk).trim());
  throw new Error('it printed nothing');
}

describe('a process', () => {
  it('returns its output, its exit code and its last messages', async () => {
    const running = shell('echo out; echo first >&2; echo last >&2; exit 3');
    const [output, end] = await Promise.all([textOf(running.output), running.ended]);
    expect(output).toBe('out\n');
    expect(end).toEqual({ code: 3, signal: null, stderrTail: ['first', 'last'] });
  });

  it('is not given our environment, which holds secrets', async () => {
    const running = shell('env');
    const names = (await textOf(running.output)).split('\n').map((line) => line.split('=')[0]);
    expect(names.filter((name) => !['PATH', 'PWD', 'SHLVL', '_', 'OLDPWD', ''].includes(name ?? ''))).toEqual(
      [],
    );
  });

  it('is read by no shell, so arguments stay as they are', async () => {
    const running = startProcess({ command: 'printf', args: ['%s', '$HOME; `id` "x"'] });
    expect(await textOf(running.output)).toBe('$HOME; `id` "x"');
  });

  it('keeps only the end of a flood of messages', async () => {
    const end = await shell('head -c 20000000 /dev/zero | tr "\\0" x >&2; seq 1 100 >&2').ended;
    expect(end.stderrTail).toHaveLength(80);
    expect(end.stderrTail.at(-1)).toBe('100');
  });

  it('keeps no more than 16 KiB of one endless line', async () => {
    const end = await shell('head -c 5000000 /dev/zero | tr "\\0" x >&2').ended;
    expect(end.stderrTail.join('').length).toBeLessThanOrEqual(16 * 1024);
  });

  it('says why it could not be started', async () => {
    await expect(startProcess({ command: '/nowhere/x', args: [] }).ended).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });

  it('writes to further pipes, which wait for a reader that comes after its end', async () => {
    const running = shell('printf three >&3; head -c 150000 /dev/zero >&4', { outputPipes: 2 });
    await running.ended;
    const [three, four] = await Promise.all(running.outputs.map(textOf));
    expect(three).toBe('three');
    expect(four).toHaveLength(150_000);
  });

  it('is held up by a pipe that is not read, and gets on when it is', async () => {
    const running = shell('head -c 3000000 /dev/zero >&3; echo done', { outputPipes: 1 });
    let sizeBytes = 0;
    const [pipe] = running.outputs;
    if (!pipe) throw new Error('there is one pipe');
    for await (const chunk of pipe) sizeBytes += (chunk as Buffer).length; // Pipes yield buffers.
    expect(sizeBytes).toBe(3_000_000);
    expect((await running.ended).code).toBe(0);
  });

  it('survives that its input is written to after it ended', async () => {
    const running = shell('exec 0<&-; exit 0', { hasInput: true });
    running.input?.write('x'.repeat(1_000_000));
    expect((await running.ended).code).toBe(0);
  });
});

describe('ending a process', () => {
  it('takes everything that it started along when it is aborted', async () => {
    const abort = new AbortController();
    const running = shell('sleep 600 & echo $!; wait', { signal: abort.signal });
    const grandchild = await firstNumber(running.output);
    abort.abort();
    expect(await running.ended).toMatchObject({ signal: 'SIGKILL' });
    await expect.poll(() => hasEnded(grandchild)).toBe(true);
  });

  it('takes along what outlives the process itself', async () => {
    const running = shell('sleep 600 & echo $!');
    const grandchild = await firstNumber(running.output);
    expect((await running.ended).code).toBe(0);
    await expect.poll(() => hasEnded(grandchild)).toBe(true);
  });

  it('lets go of pipes that something outside its group holds', async () => {
    const abort = new AbortController();
    const name = `${800 + Math.random()}`;
    const running = shell(`setsid sleep ${name} & read go; exit 3`, {
      signal: abort.signal,
      hasInput: true,
      outputPipes: 2,
    });
    const escaped = await vi.waitUntil(() => pidOf(name), 20_000);
    running.input?.write('go\n');
    const [pipe] = running.outputs;
    const reading = textOf(pipe ?? Readable.from([])).catch((error: unknown) => error);
    await vi.waitUntil(() => hasEnded(running.pid ?? 0), 20_000);
    abort.abort();
    expect(await running.ended).toMatchObject({ code: 3 });
    expect(await reading).toBeInstanceOf(Error);
    process.kill(escaped, 'SIGKILL');
  });

  it('lets it tidy up when asked to, and kills it when it does not end', async () => {
    const tidy = shell('trap "exit 7" TERM; echo 1; while :; do sleep 0.01; done');
    await firstNumber(tidy.output);
    await tidy.stop({ graceMs: 60_000 });
    expect(await tidy.ended).toMatchObject({ code: 7 });
    const stubborn = shell('trap "" TERM; echo 1; while :; do sleep 0.01; done');
    await firstNumber(stubborn.output);
    await stubborn.stop({ graceMs: 1 });
    expect(await stubborn.ended).toMatchObject({ signal: 'SIGKILL' });
  });

  it('is not begun when it is aborted already', () => {
    expect(() => shell('true', { signal: AbortSignal.abort(new Error('too late')) })).toThrowError(
      'too late',
    );
  });
});

// These hold where the system offers the tools; where it does not, `sandboxGaps` tells the administrator.
describe('the sandbox', () => {
  it('has no network', async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const connect = `exec 3<>/dev/tcp/127.0.0.1/${port}`;
    try {
      const free = startProcess({ command: 'bash', args: ['-c', connect] });
      expect((await free.ended).code).toBe(0);
      const end = await sandboxed(connect).ended;
      expect(end.code === 0).toBe(abilities.namespaces === null);
    } finally {
      server.close();
    }
  });

  it('ends an allocation beyond its address space', async () => {
    const script = 'dd if=/dev/zero of=/dev/null bs=600M count=1';
    const end = await sandboxed(script, { ...roomy, addressSpaceBytes: 256 * 2 ** 20 }).ended;
    expect(end.code === 0).toBe(!abilities.canLimit);
  });

  it('kills a program that computes for too long', async () => {
    const script = 'for ((i = 0; i < 3000000; i++)); do :; done; exec true';
    const end = await sandboxed(script, { ...roomy, cpuSeconds: 1 }).ended;
    expect(end.signal).toBe(abilities.canLimit ? 'SIGKILL' : null);
  });

  it('ends a file at its limit', async () => {
    const script = 'exec head -c 5000000 /dev/zero > out/x';
    const end = await sandboxed(script, { ...roomy, fileBytes: 1e6 }).ended;
    // The signal SIGXFSZ, or an error where the first process of a namespace hears no signals.
    expect(end.code === 0).toBe(!abilities.canLimit);
    expect((await stat(join(work, 'out/x'))).size).toBe(abilities.canLimit ? 1e6 : 5e6);
  });

  it('reads its work folder and writes below `out` alone, as another user than root', async () => {
    const script = `cat input; echo mine > out/mine; (echo theirs > input) 2>&-; (echo x > other) 2>&-; id -u`;
    const running = sandboxed(script);
    const said = await textOf(running.output);
    expect(said).toMatch(/^what it may read\d+\n$/);
    expect(await readFile(join(work, 'out/mine'), 'utf8')).toBe('mine\n');
    if (abilities.userId !== null || abilities.namespaces?.files) {
      expect(await readFile(join(work, 'input'), 'utf8')).toBe('what it may read');
      expect((await readdir(work)).sort()).toEqual(['input', 'out']);
    }
    if (abilities.userId !== null) expect((await stat(join(work, 'out/mine'))).uid).toBe(abilities.userId);
  });

  it('cannot read what else its user or anybody may', async () => {
    const secret = await mkdtemp(join(tmpdir(), 'weireel-process-'));
    try {
      await writeFile(join(secret, 'secret'), 'never to be seen', { mode: 0o644 });
      await chmod(secret, abilities.namespaces?.files ? 0o755 : 0o700);
      const running = sandboxed(
        `cat ${secret}/secret /etc/shadow /proc/self/environ; ls ${import.meta.dirname}`,
      );
      const said = await textOf(running.output);
      const isFenced = abilities.namespaces?.files === true;
      expect(said === '').toBe(isFenced);
    } finally {
      await rm(secret, { recursive: true });
    }
  });

  it('takes along what has left its process group', async () => {
    const name = `${700 + Math.random()}`;
    const end = await sandboxed(`setsid sleep ${name} 2>&- >&- & sleep 0.05; exit 5`).ended;
    expect(end.code).toBe(5);
    const isFenced = abilities.namespaces?.processes === true;
    if (isFenced) await expect.poll(() => pidOf(name)).toBe(null);
    else process.kill(await vi.waitUntil(() => pidOf(name), 20_000), 'SIGKILL');
  });

  it('leaves no trap for whoever reads what it wrote', async () => {
    await sandboxed('cd out; ln -s /etc/passwd link; mkfifo pipe; mkdir folder; echo x > plain').ended;
    for (const name of ['link', 'pipe', 'folder', 'missing']) {
      await expect(openSandboxOutput(work, name)).rejects.toThrowError();
    }
    const plain = await openSandboxOutput(work, 'plain');
    expect(await plain.readFile('utf8')).toBe('x\n');
    await plain.close();
  });

  it('dies with our process, even when that is killed', async () => {
    const name = `${600 + Math.random()}`;
    const inner = { command: 'sh', args: ['-c', `echo ready; exec sleep ${name}`] };
    const program = `
      import { startProcess } from ${JSON.stringify(import.meta.resolve('./start-process.ts'))};
      const wrapped = ${JSON.stringify(sandboxCommand(inner, roomy, abilities))};
      startProcess({ ...wrapped, cwd: ${JSON.stringify(work)} }).output.pipe(process.stdout);
    `;
    const parent = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    // Its shell speaks after setpriv has done its work.
    await once(parent.stdout, 'data');
    const child = await vi.waitUntil(() => pidOf(name), 20_000);
    parent.kill('SIGKILL');
    if (abilities.canTie) await expect.poll(() => hasEnded(child)).toBe(true);
    else process.kill(child, 'SIGKILL');
  });
});

describe('giving way', () => {
  it.runIf(existsSync('/proc/self/autogroup'))(
    'counts among sessions, and leaves our own alone',
    async () => {
      const before = await readFile('/proc/self/autogroup', 'utf8');
      const child = shell('sleep 60');
      try {
        await giveWay(child.pid ?? 0);
        expect(await readFile(`/proc/${child.pid}/autogroup`, 'utf8')).toMatch(/ nice 10$/m);
        expect(await readFile('/proc/self/autogroup', 'utf8')).toBe(before);
      } finally {
        await child.stop({ graceMs: 0 });
      }
    },
  );

  it('asks nothing of a process that is over', async () => {
    const child = shell('exit 0');
    await child.ended;
    await giveWay(child.pid ?? 0);
  });
});
