/** Minutes and seconds as players show them: `0:07`, `12:05`, `1:02:03`. */
export function formatClock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** Time that is left, as players show time; what has begun to run counts as a whole second. */
export function formatCountdown(ms: number): string {
  return formatClock(Math.ceil(ms / 1000) * 1000);
}

/** A moment to a tenth of a second: `0:07.4`. */
export function formatMoment(ms: number): string {
  const tenths = Math.max(0, Math.floor(ms / 100));
  return `${formatClock(tenths * 100)}.${tenths % 10}`;
}

/** A size for people: `870 KB`, `12.3 MB`, `4 GB`. A kilobyte is 1024 bytes, as file managers count. */
export function formatBytes(bytes: number): string {
  return inUnits(bytes, 1024, ['B', 'KB', 'MB', 'GB', 'TB']);
}

/** A size as terminals write it: `870 kB`, `12.3 MB`, `4 GB`. A kilobyte is 1000 bytes (SI). */
export function formatDecimalBytes(bytes: number): string {
  return inUnits(bytes, 1000, ['B', 'kB', 'MB', 'GB', 'TB']);
}

function inUnits(bytes: number, step: number, units: readonly string[]): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= step;
    unit++;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1;
  return `${value.toFixed(digits).replace(/\.0$/, '')} ${units[unit] ?? ''}`;
}

/** How many, shortened as the language does: `1.2万`, `12K`. */
export function formatCount(count: number, language: string): string {
  return new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 }).format(count);
}

/** A share of 0–1 as whole percents. What is not finished never reads as 100 %. */
export function formatPercent(share: number): string {
  return `${share >= 1 ? 100 : Math.min(99, Math.max(0, Math.floor(share * 100)))}%`;
}

/** A time to wait, rounded as a person would say it: message key below `time.` and its number. */
export function roughTime(ms: number): { key: 'seconds' | 'minutes' | 'hours'; n: number } {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds <= 10) return { key: 'seconds', n: seconds };
  if (seconds < 58) return { key: 'seconds', n: Math.round(seconds / 5) * 5 };
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return { key: 'minutes', n: minutes };
  return { key: 'hours', n: Math.round(minutes / 60) };
}

/** When something happened: `3 minutes ago` within a week, then a date. */
export function formatWhen(iso: string, nowMs: number, language: string): string {
  const agoMs = Math.max(0, nowMs - Date.parse(iso));
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const minutes = Math.floor(agoMs / 60_000);
  // The formatter would only say «now».
  if (minutes < 1) return language.startsWith('zh') ? '刚刚' : 'just now';
  if (minutes < 60) return relative.format(-minutes, 'minute');
  if (minutes < 24 * 60) return relative.format(-Math.floor(minutes / 60), 'hour');
  if (minutes < 7 * 24 * 60) return relative.format(-Math.floor(minutes / 60 / 24), 'day');
  return new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(new Date(iso));
}
