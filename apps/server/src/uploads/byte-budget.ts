/** Bounds the bytes that are held in memory at once; takers wait in order until there is room. */
export class ByteBudget {
  private freeBytes: number;
  private readonly waiting: { bytes: number; go: () => void }[] = [];
  private readonly totalBytes: number;

  constructor(totalBytes: number) {
    this.totalBytes = totalBytes;
    this.freeBytes = totalBytes;
  }

  /** Waits for room and returns what gives it back. More than the whole budget takes all of it. */
  async take(bytes: number): Promise<() => void> {
    const wanted = Math.min(bytes, this.totalBytes);
    if (this.waiting.length > 0 || wanted > this.freeBytes) {
      await new Promise<void>((go) => this.waiting.push({ bytes: wanted, go }));
    } else {
      this.freeBytes -= wanted;
    }
    return () => {
      this.freeBytes += wanted;
      this.wake();
    };
  }

  private wake(): void {
    for (let next = this.waiting[0]; next && next.bytes <= this.freeBytes; next = this.waiting[0]) {
      this.waiting.shift();
      this.freeBytes -= next.bytes;
      next.go();
    }
  }
}
