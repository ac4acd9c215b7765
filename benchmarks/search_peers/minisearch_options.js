/** How MiniSearch cuts texts and queries, the same in Node.js and in the browser. */

const segmenter = new Intl.Segmenter("zh", { granularity: "word" });

export const OPTIONS = {
  fields: ["title", "text"],
  storeFields: ["document"],
  tokenize: (/** @type {string} */ text) =>
    [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment),
};
