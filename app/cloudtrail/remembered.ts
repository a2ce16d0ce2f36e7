const MOST = 1024;
const LONGEST = 1024;

/** `compute` with its last answers at hand: records repeat what they say. Memory is bounded, as texts are written by others. */
export function remembered<Answer extends string>(compute: (text: string) => Answer): (text: string) => Answer {
  const answers = new Map<string, Answer>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = compute(text);
    if (text.length > LONGEST) return answer;
    if (answers.size >= MOST) answers.clear();
    answers.set(text, answer);
    return answer;
  };
}
