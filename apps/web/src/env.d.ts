/// <reference types="vite/client" />

// The light build of hls.js has the same types and leaves out what we do not use.
declare module 'hls.js/light' {
  export * from 'hls.js';
  export { default } from 'hls.js';
}

// For tools that cannot read components themselves; the checker of types can, and does not see this.
declare module '*.vue' {
  import type { DefineComponent } from 'vue';
  const component: DefineComponent;
  export default component;
}
