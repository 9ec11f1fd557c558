/** Small at first: a first match often ends the search. */
const FIRST = 64
const OTHERS = 512

/** The ranges of row numbers by which a whole table is walked in the order of insertion. */
export function* rowRanges(top: number): Generator<[number, number]> {
  let size = FIRST
  for (let from = 0; from < top; from += size, size = OTHERS) yield [from, Math.min(from + size, top)]
}
