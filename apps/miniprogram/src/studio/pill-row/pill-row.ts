Component({
  // What can be chosen, as `panels/row.ts` describes it.
  properties: { options: Array },

  methods: {
    onOption({ currentTarget }: WechatMiniprogram.BaseEvent<object, { value: string }>) {
      this.triggerEvent('choose', { value: currentTarget.dataset.value });
    },
  },
});
