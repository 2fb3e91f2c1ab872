/** A text for HTML or XML, between tags or in an attribute: by number, so that both read it alike. */
export function escapeMarkup(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
