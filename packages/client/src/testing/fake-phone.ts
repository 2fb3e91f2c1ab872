/** Test support: a phone on which an app begins, ends and begins again. */
import type { TransportRequest } from '../transport.ts';
import type { PublishPorts } from '../publish/publish-ports.ts';
import { createRetry } from '../upload/retry.ts';
import { memoryFile, startEngine, type Engine, type EnginePlatform } from './engine.ts';
import type { FakeServer } from './fake-server.ts';
import type { Fault } from './fake-transport.ts';

/** What a phone keeps when its app ends. */
export interface FakePhone {
  /** Its files, by path. */
  files: Map<string, Uint8Array>;
  /** What the app had it remember; null: nothing. */
  remembered: string | null;
  /** Begins the app: an engine of uploads without SHA-256, and what publishing needs of the device. */
  begin(nextFault?: (request: TransportRequest) => Fault): Engine & { ports: PublishPorts };
}

/** A phone with some files, whose person has an account on a server. */
export function createFakePhone(
  platform: EnginePlatform,
  { server, token, files }: { server: FakeServer; token: string; files: Map<string, Uint8Array> },
): FakePhone {
  const phone: FakePhone = {
    files,
    remembered: null,
    begin(nextFault = () => 'none') {
      const engine = startEngine(platform, { server, token, nextFault, hashes: false });
      const { uploader, api, clock } = engine;
      const { newAbort } = platform;
      const ports: PublishPorts = {
        ...{ uploader, api, newAbort },
        retry: createRetry({ clock, random: () => 0.5, newAbort }),
        memory: { read: () => phone.remembered, write: (_key, text) => (phone.remembered = text) },
        files: {
          open(path, fileName) {
            const content = phone.files.get(path);
            return Promise.resolve(content === undefined ? null : memoryFile(fileName, content));
          },
          forget: (path) => void phone.files.delete(path),
        },
        onChange: () => {},
      };
      return { ...engine, ports };
    },
  };
  return phone;
}
