// Runs before the first paint, so that no page flashes in the wrong theme. The same rule as src/frame/theme.ts.
(() => {
  const isDarkRoom = location.pathname === '/' || location.pathname.startsWith('/watch/');
  const isDark = isDarkRoom || matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.setAttribute('theme-mode', isDark ? 'dark' : 'light');
})();
