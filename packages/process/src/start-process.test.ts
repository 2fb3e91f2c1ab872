import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { detectSandbox } from './detect-sandbox.ts';
import { sandboxCommand } from './sandbox.ts';
import { startProcess, type ProcessOptions } from './start-process.ts';

const abilities = detectSandbox();
const roomy = { addressSpaceBytes: 4e9, cpuSeconds: 60, fileBytes: 1e9 };

function shell(script: string, more: Partial<ProcessOptions> = {}) {
  return startProcess({ command: 'sh', args: ['-c', script], ...more });
}

function sandboxed(script: string, limits = roomy) {
  return startProcess(sandboxCommand({ command: 'bash', args: ['-c', script] }, limits, abilities));
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
    expect(end.stderrTail).toHaveLength(40);
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
    await vi.waitFor(async () => expect(await hasEnded(grandchild)).toBe(true));
  });

  it('takes along what outlives the process itself', async () => {
    const running = shell('sleep 600 & echo $!');
    const grandchild = await firstNumber(running.output);
    expect((await running.ended).code).toBe(0);
    await vi.waitFor(async () => expect(await hasEnded(grandchild)).toBe(true));
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

// These hold where the system offers the tools; where it does not, `sandboxWarnings` tells the administrator.
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
      expect(end.code === 0).toBe(abilities.network === 'none');
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
    const folder = await mkdtemp(join(tmpdir(), 'weireel-process-'));
    try {
      const path = join(folder, 'x');
      const end = await sandboxed(`exec head -c 5000000 /dev/zero > ${path}`, { ...roomy, fileBytes: 1e6 })
        .ended;
      expect(end.signal).toBe(abilities.canLimit ? 'SIGXFSZ' : null);
      expect((await stat(path)).size).toBe(abilities.canLimit ? 1e6 : 5e6);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('dies with our process, even when that is killed', async () => {
    const program = `
      import { detectSandbox } from ${JSON.stringify(import.meta.resolve('./detect-sandbox.ts'))};
      import { sandboxCommand } from ${JSON.stringify(import.meta.resolve('./sandbox.ts'))};
      import { startProcess } from ${JSON.stringify(import.meta.resolve('./start-process.ts'))};
      const inner = { command: 'sh', args: ['-c', 'echo $$; exec sleep 600'] };
      const child = startProcess(sandboxCommand(inner, ${JSON.stringify(roomy)}, detectSandbox()));
      child.output.pipe(process.stdout);
    `;
    const parent = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    // Its shell speaks after setpriv has done its work.
    const child = await firstNumber(parent.stdout);
    expect(await hasEnded(child)).toBe(false);
    parent.kill('SIGKILL');
    if (abilities.canTie) await vi.waitFor(async () => expect(await hasEnded(child)).toBe(true));
    else process.kill(child, 'SIGKILL');
  });
});
