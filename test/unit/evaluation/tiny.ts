/** An invented conversation in LoCoMo's form. */
export const TINY = [
  {
    sample_id: 'tiny',
    conversation: {
      speaker_a: 'Ida',
      speaker_b: 'Otto',
      session_1_date_time: '1:00 pm on 8 May, 2023',
      session_1: [
        { speaker: 'Ida', dia_id: 'D1:1', text: 'Hi Otto, how are you?' },
        { speaker: 'Otto', dia_id: 'D1:2', text: 'Fine! I adopted a tortoise called Miel yesterday.' },
        { speaker: 'Ida', dia_id: 'D1:3', text: 'Lovely. What does it eat?' },
        { speaker: 'Otto', dia_id: 'D1:4', text: 'Dandelions, mostly.', blip_caption: 'a bowl of leaves' },
      ],
      session_2_date_time: '9:00 am on 2 July, 2023',
      session_2: [
        { speaker: 'Ida', dia_id: 'D2:1', text: 'I started a pottery course in Lisbon.' },
        { speaker: 'Otto', dia_id: 'D2:2', text: 'Great, I was in Lisbon as a child.' },
      ],
    },
    qa: [
      {
        question: 'When did Otto adopt a tortoise?',
        answer: 'read by nobody',
        evidence: ['D1:2'],
        category: 2,
      },
      { question: 'What does the tortoise eat?', answer: 'x', evidence: ['D1:4; D1:3'], category: 1 },
      { question: 'Where is the pottery course of Ida?', answer: 'x', evidence: ['D2:1'], category: 4 },
      { question: 'What is the name of the cat?', answer: 'x', evidence: ['D1:1'], category: 5 },
      { question: 'Without evidence?', answer: 'x', evidence: [], category: 3 },
    ],
  },
];
