import { type HlsFinding, type HlsReport, hlsRuleGroups, hlsRules } from '@weireel/hls';

/** Findings of one rule that are shown; the rest is counted. */
const shownPerRule = 5;

/** A report for people: by group and rule, the rule's text before what was found. */
export function reportLines(place: string, report: HlsReport, language: 'zh' | 'en'): string[] {
  const say = (zh: string, en: string) => (language === 'zh' ? zh : en);
  const { findings, notes, playlistCount, segmentCount, readBytes, isGrowing } = report;
  const lines = [place];
  const size = `${(readBytes / 1e6).toFixed(1)} MB`;
  lines.push(
    say(
      `  ${playlistCount} 个媒体播放列表，${segmentCount} 个分片，${size}${isGrowing ? '，仍在增长或直播' : ''}`,
      `  ${playlistCount} media playlists, ${segmentCount} segments, ${size}${isGrowing ? ', growing or live' : ''}`,
    ),
    ...notes.map((note) => say(`  注意：${note}`, `  note: ${note}`)),
  );
  for (const [digit, name] of Object.entries(hlsRuleGroups)) {
    const group = findings.filter(({ rule }) => rule.charAt(4) === digit);
    if (group.length > 0) lines.push('', name[language], ...groupLines(group, language));
  }
  const must = findings.filter(({ severity }) => severity === 'must').length;
  const should = findings.length - must;
  lines.push('', say(`必须改正 ${must} 处，建议改正 ${should} 处`, `${must} must, ${should} should`));
  return lines;
}

function groupLines(findings: readonly HlsFinding[], language: 'zh' | 'en'): string[] {
  return [...new Set(findings.map(({ rule }) => rule))].flatMap((rule) => {
    const own = findings.filter((finding) => finding.rule === rule);
    const { severity, source, text } = hlsRules[rule];
    const more = own.length - shownPerRule;
    return [
      `  ${rule} ${severity}  ${text[language]} [${source}]`,
      ...own.slice(0, shownPerRule).map(({ uri, where, found }) => {
        return `    ${uri}${where === undefined ? '' : `, ${where}`}: ${found}`;
      }),
      ...(more > 0 ? [language === 'zh' ? `    另有 ${more} 处` : `    and ${more} more`] : []),
    ];
  });
}
