/** A heading without what stands in brackets, blanks and marks: `金额（万元）*` is `金额`. */
const bare = (label: string): string =>
  label
    .normalize('NFKC')
    .replace(/[(（[【][^()（）[\]【】]*[)）\]】]/g, '')
    .replace(/[\s*＊:：、.。]/g, '')

/** Which column is which field, by its heading; of two that are the same the first. */
export function columnsBy<Field extends string>(
  headings: readonly (readonly [Field, RegExp])[],
  labels: readonly string[],
): (Field | null)[] {
  const taken = new Set<Field>()
  return labels.map((label) => {
    const word = bare(label)
    const field = word === '' ? undefined : headings.find(([, pattern]) => pattern.test(word))?.[0]
    if (!field || taken.has(field)) return null
    taken.add(field)
    return field
  })
}
