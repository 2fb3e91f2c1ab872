// Downloads one address over and over on several connections for a while, and prints the bytes, the answers and the
// seconds as JSON; as somebody who is signed in when a token is given.
// A process of its own, and no HTTP parser: what the client spends, the server on the same processors lacks.
import { connect } from 'node:net';

const [address = '', connections = '8', seconds = '4', token = ''] = process.argv.slice(2);
const { hostname, port, pathname, search } = new URL(address);
const authorization = token === '' ? '' : `authorization: Bearer ${token}\r\n`;
const question = `GET ${pathname}${search} HTTP/1.1\r\nhost: ${hostname}:${port}\r\n${authorization}\r\n`;
const endMs = performance.now() + Number(seconds) * 1000;
let totalBytes = 0;
let answers = 0;

const startedMs = performance.now();
await Promise.all(Array.from({ length: Number(connections) }, downloadUntilEnd));
process.stdout.write(
  JSON.stringify({ bodyBytes: totalBytes, answers, seconds: (performance.now() - startedMs) / 1000 }),
);

/** Asks anew after each answer; ends after the first answer that ends too late. */
function downloadUntilEnd(): Promise<void> {
  return new Promise((resolve, reject) => {
    let head = '';
    let missingBytes: number | null = null;
    const socket = connect({
      host: hostname,
      port: Number(port),
      onread: { buffer: Buffer.alloc(256 * 1024), callback: take },
    });
    // A server that falls silent must not hold up the bench.
    socket.setTimeout(10_000, () => socket.destroy(new Error('the server fell silent')));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server closed the connection')));
    socket.write(question);

    function take(length: number, buffer: Uint8Array): boolean {
      let bodyBytes = length;
      if (missingBytes === null) {
        head += Buffer.from(buffer.subarray(0, length)).toString('latin1');
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return true;
        bodyBytes = head.length - end - 4;
        missingBytes = lengthIn(head.slice(0, end));
        head = '';
      }
      missingBytes -= bodyBytes;
      totalBytes += bodyBytes;
      if (missingBytes > 0) return true;
      missingBytes = null;
      answers += 1;
      if (performance.now() < endMs) {
        socket.write(question);
      } else {
        socket.removeAllListeners('close');
        socket.destroy();
        resolve();
      }
      return true;
    }
  });
}

function lengthIn(head: string): number {
  const match = /^content-length: (\d+)$/im.exec(head.replaceAll('\r', ''));
  if (!/^HTTP\/1\.1 200 /.test(head) || match === null) throw new Error(`not what was asked for:\n${head}`);
  return Number(match[1]);
}
