/** An element of a view, or the root that holds all. */
export interface WxmlElement {
  /** Its tag; empty: the root. */
  tag: string;
  /** Attributes by name, as written; one without a value is true and has the empty text. */
  attributes: Map<string, string>;
  /** What lies within it. */
  children: (WxmlElement | WxmlText)[];
  /** Line, counted from 1. */
  line: number;
}

/** Text within a view. */
export interface WxmlText {
  /** The text. */
  text: string;
  /** Line, counted from 1. */
  line: number;
}

const piece = /<!--[^]*?-->|<(\/?)([\w-]+)((?:[^"'>]|"[^"]*"|'[^']*')*?)(\/?)>|[^<]+/g;
const attribute = /([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?/g;

/** Reads a view into its elements; that it is well formed is what WeChat's compiler says. */
export function readWxml(text: string): WxmlElement {
  const root: WxmlElement = { tag: '', attributes: new Map(), children: [], line: 1 };
  const open = [root];
  for (const match of text.matchAll(piece)) {
    const [whole, isEnd, tag, inTag = '', isClosed] = match;
    const line = text.slice(0, match.index).split('\n').length;
    const parent = open.at(-1) ?? root;
    if (tag === undefined) {
      if (!whole.startsWith('<!--')) parent.children.push({ text: whole, line });
    } else if (isEnd === '/') {
      if (open.length > 1) open.pop();
    } else {
      const pairs = [...inTag.matchAll(attribute)].map(
        ([, name = '', double, single]) => [name, double ?? single ?? ''] as const, // as: pairs
      );
      const element: WxmlElement = { tag, attributes: new Map(pairs), children: [], line };
      parent.children.push(element);
      if (isClosed !== '/') open.push(element);
    }
  }
  return root;
}

/** The expressions between `{{` and `}}` of a text. */
export function expressionsOf(text: string): string[] {
  return [...text.matchAll(/\{\{([^]*?)\}\}/g)].map(([, expression = '']) => expression.trim());
}
