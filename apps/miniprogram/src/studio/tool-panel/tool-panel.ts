import { words } from '../../language/language.ts';

type Row = { row: string; target: string };

Component({
  // A heading, and rows as `panels/row.ts` describes them.
  properties: { heading: String, rows: Array },

  data: { words: words() },

  methods: {
    /** Tells what was done on a row. */
    tell({ row, target }: Row, given: string | number | boolean) {
      this.triggerEvent('deed', { row, target, given });
    },

    stay() {
      // What lies under the panel is not moved.
    },

    onClose() {
      this.triggerEvent('close');
    },

    onOption({ currentTarget, detail }: WechatMiniprogram.CustomEvent<{ value: string }, object, Row>) {
      this.tell(currentTarget.dataset, detail.value);
    },

    onPress({ currentTarget }: WechatMiniprogram.BaseEvent<object, Row>) {
      this.tell(currentTarget.dataset, true);
    },

    onFigure({ currentTarget, detail }: WechatMiniprogram.SliderChange<object, Row>) {
      this.tell(currentTarget.dataset, detail.value);
    },

    onWords({ currentTarget, detail }: WechatMiniprogram.InputBlur<object, Row>) {
      this.tell(currentTarget.dataset, detail.value);
    },
  },
});
