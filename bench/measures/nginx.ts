import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startProcess } from '@weireel/process';

/** nginx with one file to serve. */
export interface NginxServer {
  /** URL of the file. */
  fileUrl: string;
  /** Its first process. */
  processId: number;
  /** Ends it. */
  stop(): Promise<void>;
}

/** Starts nginx on a free port of the loopback interface; null when it is not installed. */
export async function startNginx(
  folder: string,
  file: Uint8Array,
  signal: AbortSignal,
): Promise<NginxServer | null> {
  await mkdir(join(folder, 'files'), { recursive: true });
  await writeFile(join(folder, 'files', 'segment.m4s'), file);
  const port = await freePort();
  await writeFile(join(folder, 'nginx.conf'), configuration(folder, port));
  const child = startProcess({
    command: 'setpriv',
    args: ['--pdeathsig', 'TERM', '--', 'nginx', '-p', folder, '-e', 'stderr', '-c', 'nginx.conf'],
    cwd: folder,
    env: { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` },
    signal,
  });
  const fileUrl = `http://127.0.0.1:${port}/segment.m4s`;
  const ended = child.ended.then((end) => end.stderrTail.join('\n'));
  for (;;) {
    const state = await Promise.race([ended, isAnswering(fileUrl)]);
    if (state === true) break;
    if (typeof state === 'string') {
      if (/No such file or directory/.test(state) && /nginx/.test(state) && !/conf/.test(state)) return null;
      throw new Error(`nginx does not start:\n${state}`);
    }
    await pause(50);
  }
  return { fileUrl, processId: child.pid ?? 0, stop: () => child.stop({ graceMs: 5000 }) };
}

/** As Debian sets it up, with one worker process, because our server is one as well. */
function configuration(folder: string, port: number): string {
  return `daemon off;
worker_processes 1;
pid ${JSON.stringify(join(folder, 'nginx.pid'))};
${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 256; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 10000000;
  types { video/iso.segment m4s; }
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  server { listen 127.0.0.1:${port}; root ${JSON.stringify(join(folder, 'files'))}; }
}
`;
}

async function isAnswering(url: string): Promise<boolean> {
  const response = await fetch(url, { method: 'HEAD' }).catch(() => null);
  return response?.ok === true;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
