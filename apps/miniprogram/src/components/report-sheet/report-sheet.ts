import { fillMessage, isReportReady } from '@weireel/client';
import type { ReportReason } from '@weireel/contract';
import { reportDetailLength, reportReasons } from '@weireel/contract/plain';
import { api } from '../../api/api.ts';
import { words } from '../../language/language.ts';
import type { Reportable } from '../../review/reportable.ts';
import { tellTrouble } from '../../shell/tell-trouble.ts';

Component({
  // What may be meant, one of them.
  properties: { things: Array },

  data: {
    words: words(),
    names: [] as string[], // As: it holds some once it is attached.
    reasons: reportReasons.map((id) => ({ id, name: words().reasons[id] })),
    most: reportDetailLength,
    chosen: 0,
    reason: null as ReportReason | null, // As: it is one once it is chosen.
    ...{ detail: '', isReady: false, isSending: false },
  },

  lifetimes: {
    attached() {
      const names = this.things().map(({ subject, name }) =>
        fillMessage(words().reports[subject.kind], { name }),
      );
      this.setData({ names });
    },
  },

  methods: {
    things(): Reportable[] {
      // As: pages hand nothing else down.
      return this.data.things as Reportable[];
    },

    say(said: { reason?: ReportReason; detail?: string }) {
      const { reason, detail } = { ...this.data, ...said };
      this.setData({ ...said, isReady: isReportReady({ reason, detail }) });
    },

    async send() {
      const { reason, detail, chosen, isReady, isSending } = this.data;
      const subject = this.things()[chosen]?.subject;
      if (!isReady || isSending || reason === null || subject === undefined) return;
      this.setData({ isSending: true });
      try {
        await api.call('createReport', { body: { subject, reason, detail } });
        void wx.showToast({ title: words().reports.sent, icon: 'none', duration: 3000 });
        this.triggerEvent('close');
      } catch (error) {
        // What was said stays, to be sent again.
        tellTrouble(error);
        this.setData({ isSending: false });
      }
    },

    stay() {
      // What lies under the sheet is not swiped.
    },

    onClose() {
      this.triggerEvent('close');
    },

    onWhat({ currentTarget }: WechatMiniprogram.BaseEvent<object, { at: number }>) {
      this.setData({ chosen: currentTarget.dataset.at });
    },

    onWhy({ currentTarget }: WechatMiniprogram.BaseEvent<object, { reason: ReportReason }>) {
      this.say({ reason: currentTarget.dataset.reason });
    },

    onDetail({ detail }: WechatMiniprogram.Input) {
      this.say({ detail: detail.value });
    },

    onSend() {
      void this.send();
    },
  },
});
