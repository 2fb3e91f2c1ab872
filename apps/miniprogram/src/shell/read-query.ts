/** A text of a page's query, which WeChat hands over as it was put into the address. Absent or broken: as it is. */
export function readQuery(value: string | undefined): string {
  try {
    return decodeURIComponent(value ?? '');
  } catch {
    return value ?? '';
  }
}
