import { computed, ref, watchEffect } from 'vue';
import type { Router } from 'vue-router';

const systemDark = matchMedia('(prefers-color-scheme: dark)');

/** Keeps the page's theme: dark where people watch, the system's everywhere else. */
export function followTheme(router: Router): void {
  const isSystemDark = ref(systemDark.matches);
  systemDark.addEventListener('change', (event) => (isSystemDark.value = event.matches));
  const isDark = computed(() => router.currentRoute.value.meta.isDarkRoom === true || isSystemDark.value);

  watchEffect(() => {
    // Before the first route is known, the script in index.html has decided.
    if (router.currentRoute.value.matched.length === 0) return;
    document.documentElement.setAttribute('theme-mode', isDark.value ? 'dark' : 'light');
    const colour = getComputedStyle(document.documentElement).getPropertyValue('--background').trim();
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', colour);
  });
}
