/**
 * A line without what a terminal would obey or show in another order: controls (C0 but the tab, DEL, C1) with their
 * escape sequences' beginnings, ends of lines, and the bidirectional controls of Unicode (UAX 9). Titles, names and
 * messages come from strangers; each such character becomes U+FFFD, so that one sees that something was there.
 */
export function printable(line: string): string {
  return line.replaceAll(unprintable, '\ufffd');
}

const unprintable = /(?!\t)[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;
