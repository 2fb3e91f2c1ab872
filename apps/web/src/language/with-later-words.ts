import { i18n } from './language.ts';
import { laterWords } from './zh-cn/later-words.ts';

// Imported by every page but the feed, so that these words travel beside the page's code and no sooner.
i18n.global.mergeLocaleMessage('zh-CN', laterWords);
