import type { DerivedSource } from '../../src/engine/model/derived.ts';

const texts = [
  'The alarm code of the cabin is 4711.',
  'Mara lives in Ravensburg.',
  'The password of the guest network is blue-heron.',
  "Tomas's bicycle is a green Peugeot.",
  'Ines works at the Koralle aquarium.',
  'The capacity of the rain barrel is 300 litres.',
  'Jonas was born in Trieste.',
  'The deadline of the grant is 14 March 2027.',
  'Leila plays the bassoon.',
  "Anton's nickname is Kolya.",
  'The name of the ferry is Nordlicht.',
  'Petra drives a Lancia Fulvia.',
  'The colour of the greenhouse door is turquoise.',
  'Samir is allergic to walnuts.',
  'The height of the water tower is 41 metres.',
  "Greta's teacher is Mr Olafsson.",
  '林梅的生日是三月九日。',
  '陈悦住在苏州。',
  '小屋的报警密码是五八二六。',
  '李阿姨最喜欢槐花蜜。',
];

/** Twenty statements that no model can know. */
export const FACTS: readonly DerivedSource[] = texts.map((text, at) => ({
  key: `fact-${at + 1}`,
  title: `Fact ${at + 1}`,
  text,
}));
