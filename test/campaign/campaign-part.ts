/** What a part of a campaign works with. */
export interface CampaignSetting {
  /** Decides everything that is random: the same seed makes the same files and moments. */
  seed: number;
  /** How many files, kills or whatever the part counts. */
  count: number;
  /** Temporary folder, removed at the end. */
  folder: string;
  /** Aborted when a person interrupts. */
  signal: AbortSignal;
  /** Tells a person what is going on. */
  say(message: string): void;
}

/** A table of a report; its cells hold plain text. */
export interface ReportTable {
  /** Heads of the columns. */
  columns: string[];
  /** Rows, as long as `columns`. */
  rows: string[][];
}

/** What a part found. */
export interface CampaignReport {
  /** What happened, in sentences; the first says how much was done. */
  facts: string[];
  /** Tables that say more. */
  tables: ReportTable[];
  /** Everything that ought not to have happened, one sentence each; empty when all is well. */
  problems: string[];
}

/** One part of the campaign. */
export interface CampaignPart {
  /** What it does, in one sentence for the page. */
  what: string;
  /** How many when the command line does not say. */
  defaultCount: number;
  /** Does it; rejects only when it could not be done. */
  run(setting: CampaignSetting): Promise<CampaignReport>;
}
