import { expressionsOf, readWxml, type WxmlElement } from './wxml.ts';

/** What a view says, as code that a compiler can check against the data and methods of its component. */
export interface ViewCode {
  /** The code, of one line for each thing that is said. */
  code: string;
  /** For each line of the code the line of the view. */
  lines: number[];
  /** The tags that it uses. */
  tags: Map<string, number>;
}

const ofLoops = new Set(['wx:for', 'wx:for-item', 'wx:for-index', 'wx:key']);
const listens = /^(?:bind|catch|capture-bind|capture-catch|mut-bind):?\w+$/;

/**
 * Writes a view as code. Names of the data stand as such: what declares them comes from who compiles it.
 * `$methods` is the component's methods, and `$each` gives the items of a list with their places.
 */
export function viewCode(wxml: string): ViewCode {
  const view: ViewCode & { said: string[] } = { code: '', said: [], lines: [], tags: new Map() };
  const say = (code: string, line: number): void => {
    view.said.push(code.replaceAll(/\s+/g, ' '));
    view.lines.push(line);
  };

  function element({ tag, attributes, children, line }: WxmlElement): void {
    const list = attributes.get('wx:for');
    if (tag !== '' && !view.tags.has(tag)) view.tags.set(tag, line);
    if (list !== undefined) {
      const item = attributes.get('wx:for-item') ?? 'item';
      const index = attributes.get('wx:for-index') ?? 'index';
      say(`for (const [${index}, ${item}] of $each(${expressionsOf(list)[0] ?? '[]'})) {`, line);
    }
    for (const [name, value] of attributes) {
      if (ofLoops.has(name)) continue;
      if (listens.test(name)) say(`void $methods.${value};`, line);
      else for (const expression of expressionsOf(value)) say(`void (${expression});`, line);
    }
    for (const child of children) {
      if ('tag' in child) element(child);
      else for (const expression of expressionsOf(child.text)) say(`void (${expression});`, child.line);
    }
    if (list !== undefined) say('}', line);
  }

  element(readWxml(wxml));
  return { code: view.said.join('\n'), lines: view.lines, tags: view.tags };
}
