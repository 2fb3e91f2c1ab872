/** Characters that join other words: alone they ask for nothing, and with a neighbour they make no word. */
const particles = new Set(
  '的了在是与及和或为被把对从向到将要不也都就而但又并让给等之其着过地得吗呢吧啊呀个先再还更最很有我你他她它这那们',
);

/** Words of which questions are made, and what every video here is. */
const questions = new Set([
  ...['怎么办', '怎么', '怎样', '如何', '什么', '为什么', '为何', '多少', '哪里', '哪个', '哪些', '是否'],
  ...['请问', '可以', '视频', '怎么样', '有没有', '要不要'],
  ...['the', 'a', 'an', 'of', 'to', 'in', 'and', 'how', 'what', 'is'],
]);

/** Whether a character only joins other words. */
export function isParticle(character: string): boolean {
  return particles.has(character);
}

/** Whether a word of a query asks for nothing when there are other words. */
export function isStopWord(word: string): boolean {
  return particles.has(word) || questions.has(word);
}
