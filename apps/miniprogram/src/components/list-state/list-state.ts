import { words } from '../../language/language.ts';

Component({
  // How a list stands, and what is said of it where it has nothing to show.
  properties: {
    ...{ stage: String, failedTitle: String, trouble: String, emptyTitle: String, emptyText: String },
  },

  data: { words: words(), bones: [1, 2, 3, 4] },

  methods: {
    onRetry() {
      this.triggerEvent('retry');
    },
  },
});
