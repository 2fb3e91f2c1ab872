/** What stands in the field that an event is about. */
export function textOf(event: Event): string {
  // As: the listeners are on fields.
  return (event.target as HTMLInputElement).value;
}

/** The number that stands in the field that an event is about. */
export function numberOf(event: Event): number {
  return Number(textOf(event));
}
