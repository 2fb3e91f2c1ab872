/**
 * A message with its placeholders filled, `{name}` by what `valueOf` gives for `name`; what has no value is left
 * out. All that our messages need of the translator's own language, whose compiler is as large as a page.
 */
export function fillMessage(message: string, valueOf: (name: string) => unknown): string {
  return message.replaceAll(/\{(\w+)\}/g, (_placeholder, name: string) => String(valueOf(name) ?? ''));
}
