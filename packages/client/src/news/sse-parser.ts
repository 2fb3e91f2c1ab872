/** One message of a server-sent event stream. */
export interface StreamMessage {
  /** Its `event:`; `message` when it has none. */
  name: string;
  /** Its `data:` lines, joined. */
  data: string;
  /** The last `id:` of the stream so far; empty: none yet. */
  lastId: string;
}

/** Reads a server-sent event stream from text as it arrives (WHATWG HTML, 9.2.6). */
export function createSseParser(onMessage: (message: StreamMessage) => void): (text: string) => void {
  let rest = '';
  let name = '';
  let data: string[] = [];
  let lastId = '';

  return (text) => {
    const lines = (rest + text).split(/\r\n|\n|\r/);
    rest = lines.pop() ?? '';
    for (const line of lines) readLine(line);
  };

  function readLine(line: string): void {
    if (line === '') return dispatch();
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') name = value;
    else if (field === 'data') data.push(value);
    else if (field === 'id' && !value.includes('\0')) lastId = value;
  }

  function dispatch(): void {
    if (data.length > 0) onMessage({ name: name === '' ? 'message' : name, data: data.join('\n'), lastId });
    name = '';
    data = [];
  }
}
