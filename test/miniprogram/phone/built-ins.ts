import type { glassEasel } from 'glass-easel-miniprogram-adapter';
import { createSwiper } from './swiper.ts';
import { addressOfFile, temporaryFile } from './wx-files.ts';
import { createVideoTag, type VideoAttributes, type VideoControl } from './video-tag.ts';

type Space = InstanceType<typeof glassEasel.ComponentSpace>;

/** A built-in component as code outside the framework handles it. */
interface Self {
  data: Record<string, unknown>;
  triggerEvent(name: string, detail: object, options?: object): void;
  getBackendElement(): unknown;
  control?: VideoControl;
}

/** How one built-in component works: what it may be given, and what it does then. */
interface BuiltIn {
  properties: Record<string, unknown>;
  begin?: (self: Self, host: HTMLElement) => { change(): void; end?(): void };
}

// What everything may be given.
const common = {
  ariaLabel: String,
  ariaRole: String,
  ariaChecked: Boolean,
  ariaSelected: Boolean,
  ariaDisabled: Boolean,
  hoverClass: String,
};

const builtIns: Record<string, BuiltIn> = {
  'page-meta': {
    properties: { rootFontSize: String },
    begin: (self) => ({
      change() {
        if (self.data['rootFontSize'] !== 'system') return;
        document.documentElement.style.fontSize = `${window.phone.fontSize}px`;
      },
    }),
  },
  view: { properties: {} },
  text: { properties: { userSelect: Boolean } },
  'swiper-item': { properties: { itemId: String } },
  'scroll-view': {
    properties: { scrollY: Boolean, scrollX: Boolean, type: String },
    begin(self, host) {
      host.addEventListener('scroll', () => {
        const left = host.scrollHeight - host.clientHeight - host.scrollTop;
        if (left <= 50) self.triggerEvent('scrolltolower', { direction: 'bottom' });
      });
      return { change: () => host.toggleAttribute('scroll-y', self.data['scrollY'] === true) };
    },
  },
  swiper: {
    properties: { vertical: Boolean, current: Number, duration: Number, circular: Boolean },
    begin(self, host) {
      const swiper = createSwiper(host, (name, detail) => self.triggerEvent(name, detail));
      return { change: () => swiper.moveTo(Number(self.data['current'])) };
    },
  },
  image: {
    properties: { src: String, mode: String, lazyLoad: Boolean },
    begin(self, host) {
      const picture = document.createElement('img');
      host.append(picture);
      return {
        change() {
          const src = String(self.data['src']);
          picture.src = src.startsWith('/icons/')
            ? (window.builtMiniProgram.icons[src.slice(1)] ?? '')
            : addressOfFile(src);
          picture.style.objectFit = self.data['mode'] === 'aspectFill' ? 'cover' : 'contain';
        },
      };
    },
  },
  button: {
    properties: { disabled: Boolean, openType: String, size: String, type: String },
    begin(self, host) {
      return { change: () => host.toggleAttribute('disabled', self.data['disabled'] === true) };
    },
  },
  input: {
    properties: {
      ...{ value: String, placeholder: String, maxlength: Number, focus: Boolean, confirmType: String },
      ...{ cursorSpacing: Number, disabled: Boolean, type: String, adjustPosition: Boolean },
      password: Boolean,
    },
    begin: beginInput('input'),
  },
  textarea: {
    properties: {
      ...{ value: String, placeholder: String, maxlength: Number, cursorSpacing: Number },
      autoHeight: Boolean,
    },
    begin: beginInput('textarea'),
  },
  switch: {
    properties: { checked: Boolean, color: String, disabled: Boolean },
    begin: beginChoice('checkbox'),
  },
  slider: {
    properties: {
      ...{ min: Number, max: { type: Number, value: 100 }, value: Number, step: Number, disabled: Boolean },
      ...{ activeColor: String, blockSize: Number, blockColor: String, backgroundColor: String },
    },
    begin: beginChoice('range'),
  },
  video: {
    properties: {
      preferredPeakBitRate: Number,
      ...{ src: String, initialTime: Number, muted: Boolean, loop: Boolean, autoplay: Boolean },
      ...{ controls: { type: Boolean, value: true }, objectFit: { type: String, value: 'contain' } },
      ...{
        showCenterPlayBtn: { type: Boolean, value: true },
        enableProgressGesture: Boolean,
        poster: String,
      },
    },
    begin(self, host) {
      const tag = createVideoTag(host, (name, detail) => self.triggerEvent(name, detail));
      self.control = tag.control;
      // As: the properties above.
      return { change: () => tag.change(self.data as unknown as VideoAttributes), end: tag.end };
    },
  },
};

/** A field of a browser that stands in for one of WeChat's, and tells its value as that does. */
function beginChoice(kind: 'checkbox' | 'range') {
  return (self: Self, host: HTMLElement) => {
    const field = document.createElement('input');
    field.type = kind;
    host.append(field);
    const valueOf = () => (kind === 'checkbox' ? field.checked : Number(field.value));
    field.addEventListener('input', (event) => {
      event.stopPropagation();
      if (kind === 'range') self.triggerEvent('changing', { value: valueOf() });
    });
    field.addEventListener('change', (event) => {
      event.stopPropagation();
      self.triggerEvent('change', { value: valueOf() });
    });
    return {
      change() {
        const { min, max, value, checked, disabled } = self.data;
        Object.assign(field, { min, max, value, checked, disabled });
      },
    };
  };
}

function beginInput(kind: 'input' | 'textarea') {
  return (self: Self, host: HTMLElement) => beginField(self, host, document.createElement(kind));
}

function beginField(self: Self, host: HTMLElement, field: HTMLInputElement | HTMLTextAreaElement) {
  host.append(field);
  field.addEventListener('input', (event) => {
    event.stopPropagation();
    self.triggerEvent('input', { value: field.value, cursor: field.selectionStart });
  });
  field.addEventListener('blur', () => self.triggerEvent('blur', { value: field.value }));
  field.addEventListener('keydown', (event) => {
    const { key } = event as KeyboardEvent; // as: of both kinds of field
    if (key === 'Enter') self.triggerEvent('confirm', { value: field.value });
  });
  // A finger outside takes the keyboard away; the mouse that a browser makes of it afterwards does nothing more.
  const leave = ({ target }: Event) => {
    if (target !== field) field.blur();
  };
  const stay = (event: Event) => {
    if (event.target !== field) event.preventDefault();
  };
  addEventListener('touchstart', leave, { capture: true });
  addEventListener('mousedown', stay, { capture: true });
  let value = '';
  let hasFocus = false;
  return {
    end() {
      removeEventListener('touchstart', leave, { capture: true });
      removeEventListener('mousedown', stay, { capture: true });
    },
    change() {
      if (self.data['password'] === true) Object.assign(field, { type: 'password' });
      field.placeholder = String(self.data['placeholder']);
      field.maxLength = Number(self.data['maxlength']) || 140;
      // What was typed stays while the page does not say something else.
      if (self.data['value'] !== value) field.value = value = String(self.data['value']);
      // Once each time that it is asked for.
      if (self.data['focus'] === true && !hasFocus) field.focus();
      hasFocus = self.data['focus'] === true;
    },
  };
}

/** Says what something is to who does not see it. */
function describe(self: Self, host: HTMLElement): void {
  const { ariaLabel, ariaRole, ariaChecked, ariaSelected, ariaDisabled } = self.data;
  const role = typeof ariaRole === 'string' ? ariaRole : '';
  if (role !== '') host.setAttribute('role', role);
  if (typeof ariaLabel === 'string' && ariaLabel !== '') host.setAttribute('aria-label', ariaLabel);
  if (ariaDisabled === true) host.setAttribute('aria-disabled', 'true');
  if (role === 'radio') host.setAttribute('aria-checked', String(ariaChecked === true));
  if (role === 'tab') host.setAttribute('aria-selected', String(ariaSelected === true));
}

/** Lets every component use WeChat's own ones. */
export function defineBuiltIns(space: Space, onShare: () => void): void {
  for (const [tag, { properties, begin }] of Object.entries(builtIns)) {
    const parts = new WeakMap<object, { change(): void; end?(): void }>();
    const names = Object.keys(properties);
    const definition = space
      .define(`wx/${tag}`)
      .definition({ properties: { ...common, ...properties } })
      .lifetime('attached', function (this: unknown) {
        const self = this as Self; // as: every component is
        const host = self.getBackendElement() as HTMLElement; // as: of a page of HTML
        describe(self, host);
        const part = begin?.(self, host);
        if (part === undefined) return;
        parts.set(self, part);
        part.change();
        if (tag === 'button' && self.data['openType'] === 'share') host.addEventListener('click', onShare);
        if (tag === 'button' && self.data['openType'] === 'openSetting') {
          // There the person allows everything.
          host.addEventListener('click', () => (window.phone.letsKeep = true));
        }
        if (tag === 'button' && self.data['openType'] === 'chooseAvatar') {
          host.addEventListener('click', () => {
            if (self.data['disabled'] === true) return;
            self.triggerEvent('chooseavatar', { avatarUrl: temporaryFile(window.phone.avatar, 'jpg') });
          });
        }
      })
      .lifetime('detached', function (this: unknown) {
        parts.get(this as object)?.end?.(); // as: every component is one
      });
    definition.observer(Object.keys(common) as never, function (this: unknown) {
      const self = this as Self; // as: every component is
      describe(self, self.getBackendElement() as HTMLElement); // as: of a page of HTML
    });
    if (names.length > 0) {
      definition.observer(names as never, function (this: unknown) {
        parts.get(this as object)?.change(); // as: every component is one
      });
    }
    space.setGlobalUsingComponent(tag, definition.registerComponent());
  }
}
