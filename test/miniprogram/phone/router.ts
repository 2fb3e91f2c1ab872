/** `app.json`, as far as it is simulated. */
export interface AppConfig {
  pages: string[];
  subPackages?: { root: string; pages: string[] }[];
  window?: PageConfig;
  tabBar?: { custom?: boolean; list: { pagePath: string }[] };
}

/** Configuration of a page or component, as far as it is simulated. */
export interface PageConfig {
  navigationStyle?: 'default' | 'custom';
  navigationBarTitleText?: string;
  component?: boolean;
  usingComponents?: Record<string, string>;
}

/** A page that is open. */
export interface OpenPage {
  /** Its path. */
  path: string;
  /** Where it is shown. */
  place: HTMLElement;
  /** Calls one of its methods, if it has it. */
  call(name: string, argument?: unknown): unknown;
  /** Ends it. */
  close(): void;
}

/** The pages of a mini program, one above the other. What is not allowed is answered with the reason. */
export type Router = ReturnType<typeof createRouter>;

const mostPages = 10;

/** Leads from page to page as WeChat documents it: ten at most, and those of the tab bar only by `switchTab`. */
export function createRouter(options: {
  open: (path: string, query: Record<string, string>) => OpenPage;
  app: AppConfig;
  configs: Record<string, PageConfig>;
}) {
  const { open, app, configs } = options;
  const tabs = new Set(app.tabBar?.list.map(({ pagePath }) => pagePath));
  const inPackages = (app.subPackages ?? []).flatMap((one) => one.pages.map((page) => `${one.root}/${page}`));
  const known = new Set([...app.pages, ...inPackages]);
  const kept = new Map<string, OpenPage>();
  const titles = new Map<string, string>();
  let stack: OpenPage[] = [];
  /** The page that was opened last: it may say its title before it is shown. */
  let opening = '';
  /** The page that is being made, which counts already. */
  let coming: string[] = [];

  const top = () => stack.at(-1);

  function read(url: string): { path: string; query: Record<string, string>; refusal: string | null } {
    const [path = '', text = ''] = url.replace(/^\//, '').split('?');
    const pairs = text === '' ? [] : text.split('&').map((pair) => pair.split('='));
    const query = Object.fromEntries(pairs.map(([name = '', value = '']) => [name, value]));
    const isRefused = !url.startsWith('/') || !known.has(path);
    return { path, query, refusal: isRefused ? `page "${url}" is not found` : null };
  }

  function put(page: OpenPage | undefined, isShown: boolean): void {
    if (page === undefined || isShown === (page.place.style.display === '')) return;
    page.place.style.display = isShown ? '' : 'none';
    page.call(isShown ? 'onShow' : 'onHide');
  }

  function add(path: string, query: Record<string, string>): void {
    const before = top();
    coming = [path];
    const page = open(path, query);
    coming = [];
    if (before !== undefined) put(before, false);
    stack.push(page);
    if (tabs.has(path)) kept.set(path, page);
    frame(page);
  }

  /** Draws WeChat's own bar above a page that has not its own. */
  function frame({ path, place }: OpenPage): void {
    const config = { ...app.window, ...configs[path] };
    if (config.navigationStyle === 'custom') return;
    const bar = document.createElement('div');
    bar.className = 'phone-bar';
    bar.textContent = titles.get(path) ?? config.navigationBarTitleText ?? '';
    place.classList.add('under-bar');
    place.prepend(bar);
  }

  function drop(page: OpenPage): void {
    if (!tabs.has(page.path)) page.close();
    else put(page, false);
  }

  return {
    top,
    /** Paths of the pages, the lowest first. */
    routes: () => [...stack.map(({ path }) => path), ...coming].map((route) => ({ route })),
    /** Opens the first page. */
    begin(path: string, query: Record<string, string>) {
      opening = path;
      add(path, query);
    },
    /** Says what the bar of the page says. */
    entitle(title: string) {
      titles.set(opening, title);
      const bar = top()?.place.querySelector('.phone-bar');
      if (bar != null && top()?.path === opening) bar.textContent = title;
    },
    /** Opens a page above the present one. */
    navigateTo(url: string): string | null {
      const { path, query, refusal } = read(url);
      if (refusal !== null) return `navigateTo:fail ${refusal}`;
      if (tabs.has(path)) return 'navigateTo:fail can not navigateTo a tabbar page';
      if (stack.length >= mostPages) return 'navigateTo:fail webview count limit exceed';
      opening = path;
      add(path, query);
      return null;
    },
    /** Opens a page in place of the present one. */
    redirectTo(url: string): string | null {
      const { path, query, refusal } = read(url);
      if (refusal !== null) return `redirectTo:fail ${refusal}`;
      if (tabs.has(path)) return 'redirectTo:fail can not redirectTo a tabbar page';
      const old = stack.pop();
      if (old !== undefined) drop(old);
      opening = path;
      add(path, query);
      return null;
    },
    /** Goes back. */
    navigateBack(delta: number): string | null {
      if (stack.length < 2) return 'navigateBack:fail cannot navigate back at first page';
      for (const page of stack.splice(Math.max(1, stack.length - delta))) drop(page);
      opening = top()?.path ?? '';
      put(top(), true);
      return null;
    },
    /** Shows a page of the tab bar; all that is not ends. */
    switchTab(url: string): string | null {
      const { path, refusal } = read(url);
      if (refusal !== null) return `switchTab:fail ${refusal}`;
      if (!tabs.has(path)) return 'switchTab:fail can not switch to no-tabBar page';
      if (url.includes('?')) return 'switchTab:fail url may not have a query';
      if (top()?.path === path) return null;
      for (const page of stack) drop(page);
      stack = [];
      opening = path;
      const old = kept.get(path);
      if (old === undefined) add(path, {});
      else {
        stack = [old];
        put(old, true);
      }
      return null;
    },
  };
}
