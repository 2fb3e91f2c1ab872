// Checks HLS on the web or in a folder. Usage: npm run hls:check -- <url or folder> [--json] [--copy]
import { runHlsCheck } from './hls-check/run-hls-check.ts';

const locale = process.env['LC_ALL'] ?? process.env['LC_MESSAGES'] ?? process.env['LANG'] ?? '';
process.exitCode = await runHlsCheck(process.argv.slice(2), {
  language: locale.toLowerCase().startsWith('zh') ? 'zh' : 'en',
  // `npm run` changes into the repository; what the person typed is relative to where they were.
  workingFolder: process.env['INIT_CWD'] ?? process.cwd(),
  print: (line) => void process.stdout.write(`${line}\n`),
  tell: (line) => void process.stderr.write(`${line}\n`),
});
