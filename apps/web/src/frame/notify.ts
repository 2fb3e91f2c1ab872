/** Shows a short notice that goes away by itself. */
export async function notify(tone: 'success' | 'error' | 'info', text: string): Promise<void> {
  // Loaded when first needed, so that the feed starts without it.
  const [{ MessagePlugin }] = await Promise.all([
    import('tdesign-vue-next/es/message'),
    import('../tdesign.css'),
  ]);
  await MessagePlugin[tone]({ content: text, duration: tone === 'error' ? 5000 : 2500, zIndex: 7000 });
}
