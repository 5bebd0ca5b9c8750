/** What has nothing to do with anybody's memories: texts whose perplexity is measured, and prompts to look at. */
export const UNRELATED_TEXTS: readonly string[] = [
  'Water boils at one hundred degrees Celsius at sea level. On a high mountain the air presses less on its surface, and it boils sooner.',
  'To make bread, mix flour, water, salt and yeast. Knead the dough until it is smooth, let it rise for an hour, and bake it until the crust is brown.',
  'The sun is a star. The earth turns around it once a year, and around its own axis once a day, which is why there are seasons and nights.',
  'A triangle has three sides. If two of them are of the same length, the two angles at the third side are equal as well.',
  'The library opens in the morning and closes in the evening. Books can be borrowed for four weeks and must be brought back in good order.',
  '春天来了，花开了，鸟儿在树上唱歌。孩子们在公园里跑来跑去，老人坐在长椅上晒太阳。',
];

export const UNRELATED_PROMPTS: readonly string[] = [
  'What is the capital of France?',
  'Name three colours of the rainbow.',
  'Write one sentence about the sea.',
  '一年有几个月？',
];
