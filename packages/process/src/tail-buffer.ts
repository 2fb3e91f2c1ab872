/** Keeps the last lines of a stream of text, however much flows through. */
export class TailBuffer {
  private readonly maxLines = 80;
  private readonly maxBytes = 16 * 1024;
  private text = '';

  /** Takes more of the stream. */
  add(chunk: Buffer): void {
    this.text += chunk.subarray(-this.maxBytes).toString('utf8');
    if (this.text.length > this.maxBytes * 2) this.text = this.text.slice(-this.maxBytes);
  }

  /** The last lines, without empty ones. */
  lines(): string[] {
    return this.text
      .slice(-this.maxBytes)
      .split(/[\r\n]+/)
      .filter((line) => line.trim() !== '')
      .slice(-this.maxLines);
  }
}
