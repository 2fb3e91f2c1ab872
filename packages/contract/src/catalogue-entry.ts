/** One entry of the error catalogue. */
export interface CatalogueEntry {
  /** HTTP status that goes with the code. */
  status: number;
  /** Message in Simplified Chinese. */
  zh: string;
  /** Message in English. */
  en: string;
}

/** Makes an entry. */
export function entry(status: number, zh: string, en: string): CatalogueEntry {
  return { status, zh, en };
}
