/**
 * What a query says about itself:
 *
 *     "保障性住房"      must stand there in one piece (any kind of quotation marks)
 *     -租赁             must not
 *     title:规划        must stand in the title of the document or the heading of the section
 */

import { squeeze } from "./fold.js";

/**
 * @typedef {object} Operators
 * @property {string} plain what is left to search and rank by, phrases without their marks
 * @property {string[]} required squeezed runs
 * @property {string[]} excluded squeezed runs
 * @property {string[]} titled squeezed runs
 */

/** Operators of one kind that are heeded; no reader writes more. */
const MOST = 8;

const QUOTED = "[\"“„”「『](?<quoted>[^\"“„”「」『』]+)[\"”“」』]";
const OPERATOR = new RegExp(
  `(?<=^|\\s)(?<sign>-|title:|标题:)?(?:${QUOTED}|(?<word>[^\\s"“„”「」『』]+))(?=$|\\s)`,
  "gu",
);

/**
 * @param {string} folded
 * @returns {Operators | null} null where the query has none, or is a negative number; `plain` is ""
 *   where it only excludes
 */
export function parseOperators(folded) {
  /** @type {Operators} */
  const found = { plain: "", required: [], excluded: [], titled: [] };
  const plain = folded.replace(OPERATOR, (whole, ...rest) => {
    const { sign, quoted, word } = rest[rest.length - 1];
    const text = quoted ?? word;
    const run = squeeze(text).text;
    if (run === "" || (!sign && quoted === undefined)) return whole;
    if (sign === "-") found.excluded.push(run);
    else if (sign) found.titled.push(run);
    else found.required.push(run);
    return sign === "-" ? " " : ` ${text} `;
  });
  for (const name of /** @type {const} */ (["required", "excluded", "titled"])) {
    found[name] = [...new Set(found[name])].slice(0, MOST);
  }
  found.plain = plain.replace(/\s+/gu, " ").trim();
  const some = found.required.length + found.excluded.length + found.titled.length > 0;
  if (squeeze(found.plain).text !== "") return some ? found : null;
  return found.excluded.some((run) => !/^[0-9]/u.test(run)) ? { ...found, plain: "" } : null;
}
