/**
 * A message with its placeholders filled, `{name}` by the value of that name; what has no value is left out. Values
 * are text, whatever signs they hold.
 */
export function fillMessage(message: string, values: Readonly<Record<string, unknown>>): string {
  return message.replaceAll(/\{(\w+)\}/g, (_placeholder, name: string) => String(values[name] ?? ''));
}
