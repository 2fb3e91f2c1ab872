// Builds the mini program for WeChat's developer tools: npm run miniprogram
import { fileURLToPath } from 'node:url';
import { buildMiniProgram } from './miniprogram-build/build-mini-program.ts';
import { checkOfficially, hasOfficialCompiler } from './miniprogram-ci/official-check.ts';

const folder = fileURLToPath(new URL('../apps/miniprogram/dist', import.meta.url));
const serverUrl = (process.env['WEIREEL_PUBLIC_URL'] ?? 'http://127.0.0.1:8080').replace(/\/$/, '');
// Without an id of one's own the developer tools run it as a tourist, who may not upload it.
const appId = process.env['WEIREEL_WECHAT_APPID'] ?? 'touristappid';

const { packageBytes } = await buildMiniProgram({ folder, serverUrl, appId });
process.stdout.write(
  `Open ${folder} in WeChat's developer tools (${Math.ceil(packageBytes / 1024)} KB, server ${serverUrl})\n`,
);
if (hasOfficialCompiler()) {
  const { problems } = await checkOfficially(folder);
  for (const problem of problems) process.stdout.write(`WeChat's compiler: ${problem}\n`);
  if (problems.length > 0) process.exitCode = 1;
} else process.stdout.write("Not compiled by WeChat's own compiler: the first npm test brings it\n");
