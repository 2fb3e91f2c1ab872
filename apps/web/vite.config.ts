import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { precompress } from '../../scripts/web-build/precompress.ts';

// In development the API and the media come from a server that was started beside it.
const server = 'http://127.0.0.1:8080';
const proxied = { target: server, changeOrigin: true, headers: { origin: server } };

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What is started beside the client, by itself, and so must bring nothing of the client's first code. */
const isApart = (module: string): boolean => /\/src\/(?:embed|offline)\//.test(module);

const isNamed = (chunk: string): boolean => /^(?:first|hls.*|.*-page)$/.test(chunk);

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [vue(), precompress()],
  define: {
    // Every component here has a set-up, and so have those of TDesign that are used.
    __VUE_OPTIONS_API__: false,
    // Components and directives of the translator, its legacy ways and its compiler of messages (the client
    // fills them) are not used: they need not travel.
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
    __INTLIFY_DROP_MESSAGE_COMPILER__: true,
  },
  build: {
    target: 'es2022',
    // The server reads in it which code a page will ask for.
    manifest: true,
    chunkSizeWarningLimit: 700,
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        index: source('index.html'),
        embed: source('src/embed/embed.ts'),
        'offline-worker': source('src/offline/worker.ts'),
      },
      output: {
        // All that the first page needs is one file of code and one of style: shared between pages as they are
        // needed, it would be nineteen and twelve, which a phone's line fetches in turns.
        // The first file names every other: only pages and the player, which one looks for in a waterfall, keep their
        // names, and seven characters, 42 bits, tell two versions of a file apart.
        chunkFileNames: ({ name }) => `assets/${isNamed(name) ? '[name]-' : ''}[hash:7].js`,
        assetFileNames: 'assets/[hash:7][extname]',
        codeSplitting: {
          groups: [{ name: 'first', tags: ['$initial'], test: (module) => !isApart(module) }],
        },
      },
    },
  },
  server: { port: 5173, proxy: { '/api': proxied, '/media': proxied } },
});
