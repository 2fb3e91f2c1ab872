/**
 * Asks which of some deeds is wanted, and does it; whoever wants none closes the list. At most six: WeChat shows no
 * more.
 */
export function choose(deeds: readonly { name: string; act: () => void }[]): void {
  wx.showActionSheet({
    itemList: deeds.map(({ name }) => name),
    success: ({ tapIndex }) => deeds[tapIndex]?.act(),
    fail() {
      // Nothing was wanted.
    },
  });
}
