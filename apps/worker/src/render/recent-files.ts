/** Reads files once, as long as those that were read last are not too large together. */
export class RecentFiles {
  readonly #read: (name: string) => Promise<Uint8Array>;
  readonly #mostBytes: number;
  readonly #kept = new Map<string, Promise<Uint8Array>>();
  readonly #sizes = new Map<string, number>();

  constructor(read: (name: string) => Promise<Uint8Array>, mostBytes: number) {
    this.#read = read;
    this.#mostBytes = mostBytes;
  }

  /** A file's bytes; what could not be read is tried again the next time. */
  async read(name: string): Promise<Uint8Array> {
    const reading = this.#kept.get(name) ?? this.#read(name);
    // Moved to the end: what was asked for longest ago goes first.
    this.#kept.delete(name);
    this.#kept.set(name, reading);
    try {
      const bytes = await reading;
      if (this.#kept.has(name)) this.#sizes.set(name, bytes.length);
      this.#forget();
      return bytes;
    } catch (error) {
      this.#drop(name);
      throw error;
    }
  }

  #forget(): void {
    let sum = [...this.#sizes.values()].reduce((total, size) => total + size, 0);
    for (const name of this.#kept.keys()) {
      if (sum <= this.#mostBytes) return;
      sum -= this.#sizes.get(name) ?? 0;
      this.#drop(name);
    }
  }

  #drop(name: string): void {
    this.#kept.delete(name);
    this.#sizes.delete(name);
  }
}
